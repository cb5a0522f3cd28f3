/** What a setup file may leave out. */
export const setupDefaults = {
  weight: 100,
  priority: 2,
  durationMinutes: 30,
  minimumNoticeMinutes: 60,
  horizonDays: 14,
  days: "mon-fri",
  start: "09:00",
  end: "17:00",
  routerId: "main",
  disqualifiedMessage: "Thank you for your interest. We will be in touch.",
  limitMessage: "Thank you. We have your earlier request and will be in touch.",
  openMeetingMessage: "Thank you. We have just sent you a mail that says how to go on.",
} as const;
