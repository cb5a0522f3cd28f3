import type { Words } from "../words.ts";

export const japanese: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "予約完了：{meeting}（{rep}）{when}",
        heading: "ミーティングの予約が完了しました",
        lead: "{company}の{rep}がお話しできることを楽しみにしております。",
      },
      rep: {
        subject: "新しいミーティング：{visitor}、{when}",
        heading: "新しいミーティングが入りました",
        lead: "{visitor}（{email}）が「{meeting}」を予約しました。",
      },
    },
    rescheduled: {
      visitor: {
        subject: "日時変更：{meeting}（{rep}）{when}",
        heading: "ミーティングの日時が変更されました",
        lead: "{company}の{rep}とのミーティングの日時が変わりました。",
      },
      rep: {
        subject: "日時変更：{visitor}、{when}",
        heading: "ミーティングの日時が変更されました",
        lead: "{visitor}（{email}）が「{meeting}」の日時を変更しました。",
      },
    },
    cancelled: {
      visitor: {
        subject: "キャンセル：{meeting}（{rep}）{when}",
        heading: "ミーティングはキャンセルされました",
        lead: "{company}の{rep}とのミーティングは行われません。",
      },
      rep: {
        subject: "キャンセル：{visitor}、{when}",
        heading: "ミーティングがキャンセルされました",
        lead: "{visitor}（{email}）との「{meeting}」は行われません。この時間は再び空きになりました。",
      },
    },
  },
  hello: "{name} 様",
  when: "日時",
  previously: "変更前",
  where: "場所",
  who: "相手",
  join: "ミーティングに参加",
  manage: "日時の変更・キャンセル",
  manageHint: "ご都合が変わった場合は、こちらから変更できます：",
  repCalls: "{rep}からお電話します",
  youCall: "{visitor}に電話してください",
  visitorCalls: "{number}にお電話ください",
  theyCall: "{visitor}からお電話があります：{number}",
  video: "ビデオ通話（リンクは招待状に記載）",
  sentBy: "{company}より送信されました。",
};
