import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "ltr",
  title: "日時を選んでください",
  withRep: "{name}との打ち合わせ",
  someone: "担当チーム",
  link: "ビデオ通話",
  phone: "電話",
  address: "対面",
  previousMonth: "前の日程",
  nextMonth: "次の日程",
  timesOn: "{day}の時間",
  noTimes: "空きなし",
  timesLeft: "空き{count}件",
  finding: "空き時間を探しています…",
  failed: "カレンダーに接続できませんでした。入力内容は残っています。",
  retry: "再試行",
  close: "閉じる",
  later: () => import("./later-ja.ts"),
};
