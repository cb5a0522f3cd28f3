/** docs/reference/matching-weights.md, made of the weights. */
export function weightsDocument(weights: ReadonlyMap<string, number>): string {
  const rows = [...weights].map(([code, weight]) => `| \`${code}\` | ${weight.toFixed(2)} |`);
  return `# Weights of matching

What each code of [matching](matching.md) adds to the log odds of an account. A code that is not here adds nothing. This page is made by
\`node test/bench/learn-match.ts … --write\`, together with \`server/core/match/match-weights.json\`; a test holds the one against the other.

| code | weight |
|---|---|
${rows.join("\n")}
`;
}
