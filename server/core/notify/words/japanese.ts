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
      guest: {
        subject: "{visitor}様からの招待：{meeting}（{rep}）{when}",
        heading: "ミーティングに招待されました",
        lead: "{visitor}様が{company}の{rep}との「{meeting}」を予約し、あなたの参加を希望しています。",
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
    confirmed: {
      visitor: {
        subject: "確定：{meeting}（{rep}）{when}",
        heading: "ミーティングが確定しました",
        lead: "{company}の{rep}にミーティングの招待が届きました。",
      },
    },
    calledOff: {
      visitor: {
        subject: "中止：{meeting}（{rep}）{when}",
        heading: "ミーティングは中止となりました",
        lead: "申し訳ございません。{company}の都合により、{rep}とのミーティングは中止となりました。",
      },
    },
    reassigned: {
      visitor: {
        subject: "担当変更（{rep}）：{meeting}、{when}",
        heading: "担当が{rep}に変わりました",
        lead: "{before}は出席できなくなりました。同じ時間に{company}の{rep}がお話しします。",
      },
    },
    withdrawn: {
      visitor: {
        subject: "差し替え：以前の招待 {meeting}、{when}",
        heading: "以前の招待は差し替えられました",
        lead: "{rep}との招待は無効になりました。新しい招待は別のメールでお送りします。お手続きは必要ありません。",
      },
    },
    askAgain: {
      visitor: {
        subject: "別の日時をお選びください：{meeting}（{company}）",
        heading: "別の日時をお選びください",
        lead: "申し訳ございません。{rep}は出席できず、その時間に空いている者もおりません。ご都合のよい日時をお選びください。",
      },
    },
    reminder: {
      visitor: {
        subject: "リマインダー：{meeting}（{rep}）{when}",
        heading: "ミーティングの日時が近づいています",
        lead: "{company}の{rep}とのミーティングのお知らせです。",
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
  chooseAgain: "別の日時を選ぶ",
  guests: "同席者",
  message: "メッセージ",
  sentBy: "{company}より送信されました。",
};
