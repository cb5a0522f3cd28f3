const tokenShape = /^eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/;
const cardShape = /^[2-6](?:[ -]?\d){12,18}$/;

/** True of a signed web token and of a payment card's number (Luhn), whatever the field is called. */
export function isSecretValue(value: string): boolean {
  if (value.length < 13 || value.length > 8_000) return false;
  const first = value.charCodeAt(0);
  if (first >= 50 && first <= 54) return value.length <= 38 && cardShape.test(value) && passesLuhn(value);
  return first === 101 && tokenShape.test(value);
}

function passesLuhn(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
