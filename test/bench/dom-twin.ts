/**
 * What the widget does between submit and times, written by hand against the DOM: the yardstick for the widget. The form's own
 * submission goes its way into a hidden frame, its values to `api`, the server's origin; then a dialog shows days and times.
 * It runs in the page, so it must not use anything from outside itself.
 */
export function domTwin(api: string): void {
  const element = (name: string, className: string, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const dayName = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });
  const weekday = new Intl.DateTimeFormat("en", { weekday: "short" });
  const timeName = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" });

  /** Whole weeks from the first day with times to the last one, as the widget draws them. */
  const weeks = (from: number, to: number, days: ReadonlyMap<string, unknown>) => {
    const table = document.createElement("table");
    const first = new Date(from * 60_000);
    first.setDate(first.getDate() - first.getDay());
    const names = table.insertRow();
    for (const day = new Date(first); +day <= to * 60_000 || day.getDay() > 0; day.setDate(day.getDate() + 1)) {
      if (names.cells.length < 7) names.append(element("th", "", weekday.format(day)));
      const row = day.getDay() === 0 ? table.insertRow() : table.rows[table.rows.length - 1];
      const name = dayName.format(day);
      const button = element("button", "day", String(day.getDate()));
      button.ariaLabel = name;
      button.ariaDisabled = String(!days.has(name));
      row?.insertCell().append(button);
    }
    return table;
  };

  const show = (answer: { offer: { rep: { name: string }; times: { firstMinute: number; deltas: number[] } } }) => {
    const { rep, times } = answer.offer;
    const days = new Map<string, number[]>();
    let minute = times.firstMinute;
    for (const delta of [0, ...times.deltas]) {
      minute += delta;
      const day = dayName.format(minute * 60_000);
      days.set(day, [...(days.get(day) ?? []), minute]);
    }
    const dialog = document.createElement("dialog");
    dialog.append(element("h2", "", `Meet with ${rep.name}`), weeks(times.firstMinute, minute, days));
    for (const one of [...days.values()][0] ?? []) dialog.append(element("button", "time", timeName.format(one * 60_000)));
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    const fields = [...new FormData(event.target)].map(([name, value]) => ({
      name,
      value: typeof value === "string" ? value : "",
    }));
    const visitor = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language };
    const body = JSON.stringify({ id: crypto.randomUUID(), form: { fields }, page: { url: location.href }, visitor });
    void fetch(`${api}/v1/submissions`, { method: "POST", body })
      .then((response) => response.json())
      .then(show);
    const frame = document.createElement("iframe");
    frame.name = "result";
    frame.hidden = true;
    document.documentElement.append(frame);
    event.target.target = frame.name;
  });
}
