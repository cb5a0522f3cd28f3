import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename, extname, join } from "node:path";
import type { BookingAnswer, BookingView, ManageAnswer, Offer, SubmissionAnswer, Times } from "../../server/contract/public.ts";
import { serveHttp } from "./serve-http.ts";

/** How the stub behaves; tests change it between requests. */
export interface Knobs {
  /** The answer of `POST /v1/submissions`, or how it fails. */
  submission:
    | "offered"
    | "talkNow"
    | "empty"
    | "redirect"
    | "message"
    | "disqualified"
    | "fallback"
    | "error"
    | "wrong"
    | "broken"
    | "refused";
  redirectUrl: string;
  booking: "booked" | "moved" | "taken" | "error" | "expired" | "wrong" | "wrong guests";
  /** `late` and `called off` are what the server says of the meeting at first. */
  manage: "ok" | "taken" | "gone" | "closed" | "error" | "late" | "called off";
  /** Of a time that is held. */
  hold: "held" | "taken" | "error";
  /** What the meeting type asks besides. */
  extras: Partial<Offer["meetingType"]>;
  after: Extract<BookingAnswer, { outcome: "booked" }>["after"] | null;
  config: "ok" | "error" | "wrong";
  script: "ok" | "missing" | "throws" | "no-chunks";
  delayMs: { submission: number; config: number; booking: number };
  accent: string | null;
  rep: Offer["rep"];
}

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

export interface StubApi {
  readonly origin: string;
  readonly knobs: Knobs;
  readonly requests: readonly Recorded[];
  /** Bodies that were sent to a path, parsed. */
  sent(path: string): readonly Record<string, unknown>[];
  reset(): void;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".html": "text/html; charset=utf-8" };

const defaults = (): Knobs => ({
  submission: "offered",
  redirectUrl: "https://elsewhere.example/",
  booking: "booked",
  manage: "ok",
  hold: "held",
  extras: {},
  after: null,
  config: "ok",
  script: "ok",
  delayMs: { submission: 0, config: 0, booking: 0 },
  accent: "#4f46e5",
  rep: { name: "Maya Lindqvist", title: "Solutions engineer" },
});

/** Weekday starts from 09:00 to 16:30 UTC, every half hour but at lunch, for two weeks from Tuesday 24 November 2026. */
const stubTimes = (): Times => {
  const minutes: number[] = [];
  const begin = Date.UTC(2026, 10, 24) / 60_000;
  for (let day = 0; day < 14; day++) {
    if ([4, 5, 11, 12].includes(day)) continue;
    for (let half = 18; half < 34; half++)
      if (half !== 24 && (half + day) % 5 !== 0) minutes.push(begin + day * 1_440 + half * 30);
  }
  return { firstMinute: minutes[0] ?? null, deltas: minutes.slice(1).map((minute, place) => minute - (minutes[place] ?? 0)) };
};

const createAnswers = (knobs: Knobs, origin: () => string) => {
  const offer = (times: Times = stubTimes(), minutes = 30): Offer => ({
    token: "offer-token",
    expiresAt: "2026-11-24T12:00:00Z",
    rep: knobs.rep,
    meetingType: {
      name: "Product walkthrough",
      durationMinutes: minutes,
      location: "link",
      description: "A look at your line, and how others automated theirs.",
      ...knobs.extras,
    },
    times,
    visitor: { name: "Ada Byron", email: "ada@engines.example" },
  });
  const view = (start: string): BookingView => ({
    status: "confirmed",
    start,
    end: new Date(Date.parse(start) + 1_800_000).toISOString(),
    timeZone: "Europe/Berlin",
    rep: knobs.booking === "moved" ? { name: "Jonas Weber" } : (knobs.rep ?? { name: "Maya Lindqvist" }),
    meetingType: { name: "Product walkthrough", durationMinutes: 30, location: "link" },
    locationText: "https://meet.example/maya",
    visitor: { name: "Ada Byron", email: "ada@engines.example" },
    confirmedBy: "calendar",
    changes: { reschedule: { refusal: null, until: start }, cancel: { refusal: null, until: start } },
  });
  const submission = (id: string): SubmissionAnswer => {
    const base = { submissionId: id, leadId: "lead_1" };
    if (knobs.submission === "offered") return { ...base, outcome: "offered", offer: offer() };
    if (knobs.submission === "talkNow") return { ...base, outcome: "offered", offer: offer(), talkNow: true };
    if (knobs.submission === "broken") return { ...base, outcome: "offered", offer: offer({ firstMinute: 1e15, deltas: [1] }) };
    if (knobs.submission === "empty") return { ...base, outcome: "offered", offer: offer({ firstMinute: null, deltas: [] }) };
    if (knobs.submission === "redirect") return { ...base, outcome: "redirect", url: knobs.redirectUrl };
    const text = "Thank you for writing. Our guides for students are at acme.example/learn.";
    return {
      ...base,
      outcome: knobs.submission === "message" ? "message" : knobs.submission === "disqualified" ? "disqualified" : "fallback",
      text,
    };
  };
  const booking = (start: string): BookingAnswer => {
    const fresh = stubTimes();
    if (knobs.booking === "taken") {
      knobs.booking = "booked";
      return {
        outcome: "taken",
        offer: offer({ firstMinute: (fresh.firstMinute ?? 0) + (fresh.deltas[0] ?? 0), deltas: fresh.deltas.slice(1) }),
      };
    }
    return {
      outcome: "booked",
      booking: view(start),
      moved: knobs.booking === "moved",
      manageUrl: `${origin()}/manage#manage-token`,
      ...(knobs.after ? { after: knobs.after } : {}),
      ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    };
  };
  let managed = view("2026-11-25T10:00:00.000Z");
  const manage = (path: string, body: Record<string, unknown>): ManageAnswer => {
    if (path.endsWith("/cancel")) managed = { ...managed, status: "cancelled" };
    if (path.endsWith("/reschedule")) {
      if (knobs.manage === "taken") {
        knobs.manage = "ok";
        return { outcome: "taken", times: stubTimes() };
      }
      managed = view(String(body.start));
    }
    if (path.endsWith("/view") && knobs.manage === "late") {
      const late = { refusal: "change_too_late", until: "2026-11-23T10:00:00.000Z" } as const;
      managed = { ...managed, status: "booked", confirmedBy: null, changes: { reschedule: late, cancel: late } };
    }
    if (path.endsWith("/view") && knobs.manage === "called off") {
      knobs.manage = "ok";
      return { outcome: "ok", booking: { ...managed, status: "cancelled" }, again: "again-token" };
    }
    return { outcome: "ok", booking: managed, ...(path.endsWith("/times") ? { times: stubTimes() } : {}) };
  };
  const reset = (): void => {
    managed = view("2026-11-25T10:00:00.000Z");
  };
  return { offer, submission, booking, manage, reset };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const errorOf = (code: string, param?: string): string =>
  JSON.stringify({ error: { code, message: code, param, docUrl: "/errors", requestId: "req_1" } });

type Answers = ReturnType<typeof createAnswers>;

const answerHold = (knobs: Knobs, answers: Answers): readonly [status: number, text: string] => {
  if (knobs.hold === "error") return [500, errorOf("internal")];
  if (knobs.hold === "held") return [200, JSON.stringify({ outcome: "held", until: "2026-11-23T15:05:00.000Z" })];
  knobs.hold = "held";
  return [
    200,
    JSON.stringify({ outcome: "taken", offer: answers.offer({ firstMinute: Date.UTC(2026, 10, 26, 9) / 60_000, deltas: [60] }) }),
  ];
};

const answerApi = async (
  knobs: Knobs,
  answers: Answers,
  { path, body }: Recorded,
): Promise<readonly [status: number, text: string]> => {
  if (path === "/v1/config") {
    await wait(knobs.delayMs.config);
    if (knobs.config === "error") return [500, errorOf("internal")];
    return [
      200,
      knobs.config === "wrong"
        ? "<p>Sign in to the Wi-Fi</p>"
        : JSON.stringify({ company: "Halden Robotics", accent: knobs.accent }),
    ];
  }
  const json: Record<string, unknown> = body ? JSON.parse(body) : {};
  if (path === "/v1/submissions") {
    await wait(knobs.delayMs.submission);
    if (knobs.submission === "error") return [500, errorOf("internal")];
    if (knobs.submission === "refused") return [403, errorOf("origin_refused")];
    return [200, knobs.submission === "wrong" ? '{"outcome":"surprise"}' : JSON.stringify(answers.submission(String(json.id)))];
  }
  if (path === "/v1/times") return [200, JSON.stringify(answers.offer(undefined, Number(json.minutes) || undefined))];
  if (path === "/v1/holds") return answerHold(knobs, answers);
  if (path === "/v1/bookings") {
    await wait(knobs.delayMs.booking);
    if (knobs.booking === "error") return [500, errorOf("internal")];
    if (knobs.booking === "wrong guests") return [422, errorOf("guests_invalid", "guests")];
    if (knobs.booking === "expired") return [404, errorOf("token_invalid")];
    return [200, knobs.booking === "wrong" ? "[]" : JSON.stringify(answers.booking(String(json.start)))];
  }
  if (knobs.manage === "gone") return [404, errorOf("token_invalid")];
  if (knobs.manage === "closed" && !path.endsWith("/view")) return [409, errorOf("booking_closed")];
  if (knobs.manage === "error" && !path.endsWith("/view")) return [500, errorOf("internal")];
  return [200, JSON.stringify(answers.manage(path, json))];
};

const sendFile = async (path: string, knobs: Knobs, response: ServerResponse): Promise<void> => {
  const name = basename(path);
  const missing = knobs.script === "missing" || (knobs.script === "no-chunks" && name !== "handraise.js");
  const bytes = missing ? null : await readFile(path).catch(() => null);
  if (!bytes) {
    response.writeHead(404).end("not found");
    return;
  }
  response.writeHead(200, { "content-type": types[extname(name)] ?? "text/plain", "access-control-allow-origin": "*" });
  response.end(knobs.script === "throws" && name === "handraise.js" ? "throw new Error('broken build')" : bytes);
};

/** A server that looks like Handraise to the widget, with the built widget at `/w/`. */
export const startStubApi = async (dist: string): Promise<StubApi> => {
  const knobs = defaults();
  const requests: Recorded[] = [];
  let origin = "";
  const answers = createAnswers(knobs, () => origin);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", "http://stub").pathname;
    if (request.method === "GET" && path.startsWith("/w/")) return sendFile(join(dist, "widget", path.slice(3)), knobs, response);
    if (request.method === "GET" && path === "/manage") return sendFile(join(dist, "widget", "manage.html"), knobs, response);
    const recorded = {
      method: request.method ?? "",
      path,
      type: request.headers["content-type"] ?? "",
      body: await readBody(request),
    };
    requests.push(recorded);
    const [status, text] = await answerApi(knobs, answers, recorded);
    response.writeHead(status, {
      "content-type": "application/json",
      "access-control-allow-origin": request.headers.origin ?? "*",
    });
    response.end(text);
  };
  const server = await serveHttp((request, response) => void answer(request, response));
  origin = server.origin;
  return {
    origin,
    knobs,
    requests,
    sent: (path) => requests.filter((request) => request.path === path).map((request) => JSON.parse(request.body)),
    reset: () => {
      Object.assign(knobs, defaults());
      requests.length = 0;
      answers.reset();
    },
    close: server.stop,
  };
};
