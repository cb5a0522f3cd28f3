import { describe, expect, it } from "vitest";
import { policyAllowsFrame } from "../../../widget/hold/policy.ts";

const self = "https://site.example";

describe("whether a policy lets the hidden frame go to the form's address", () => {
  it.each([
    ["frame-src 'self'", "https://site.example/contact", true],
    ["frame-src 'none'", "https://site.example/contact", false],
    ["FRAME-SRC 'SELF'; default-src 'none'", "https://site.example/contact", true],
    ["default-src 'self'", "https://site.example/contact", true],
    ["default-src 'none'; script-src https:", "https://site.example/contact", false],
    ["child-src 'none'; default-src *", "https://site.example/contact", false],
    ["frame-src *", "https://forms.example/x", true],
    ["frame-src https:", "https://forms.example/x", true],
    ["frame-src http:", "https://forms.example/x", false],
    ["frame-src 'self'", "https://forms.example/x", false],
    ["frame-src https://forms.example", "https://forms.example/x", true],
    ["frame-src forms.example:8443", "https://forms.example/x", false],
    ["frame-src *.example", "https://forms.example/x", true],
    ["frame-src *.example", "https://example/x", false],
    ["script-src 'none'", "https://forms.example/x", true],
  ])("%s for %s: %s", (policy, address, allowed) => {
    expect(policyAllowsFrame(policy, new URL(address), self)).toBe(allowed);
  });
});
