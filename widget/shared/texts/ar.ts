import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "rtl",
  title: "اختر موعدًا",
  withRep: "اجتماع مع {name}",
  someone: "فريقنا",
  link: "مكالمة فيديو",
  phone: "مكالمة هاتفية",
  address: "لقاء شخصي",
  previousMonth: "الأيام السابقة",
  nextMonth: "الأيام التالية",
  timesOn: "مواعيد {day}",
  noTimes: "لا مواعيد",
  timesLeft: "المواعيد: {count}",
  finding: "نبحث عن مواعيد لك…",
  failed: "تعذّر الوصول إلى التقويم. بياناتك ما زالت هنا.",
  retry: "حاول مجددًا",
  close: "إغلاق",
  later: () => import("./later-ar.ts"),
};
