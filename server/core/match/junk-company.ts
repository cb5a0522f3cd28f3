import { editDistance } from "./edit-distance.ts";
import { toLatin } from "./latin-letters.ts";

/** What people type into a field for a company when they have none, or do not want to say it. */
const texts = new Set(
  (
    "none,non,no,na,nil,null,nan,nothing,unknown,anonymous,anon,n a,not applicable,test,testing,tester,tests,asdf,qwerty,dummy,demo,example,sample,foo,bar,foobar,foo bar," +
    "company,my company,mycompany,company name,your company,business,self,myself,me,my,mine,i,we,us,home,myhome,my home,home office,homeoffice,home based,house,private,privat,private person,personal," +
    "personal use,personal user,user,person,individual,individual contributor,independent,independent user,independent consultant,independent contractor,independent developer,independant,indie," +
    "freelance,freelancer,freelancing,free lance,freelance it specialist,freelance developer,free,self employed,selfemployed,self employeed,own,own business,student,students,university,univeristy,univerisity,school,college," +
    "job,no job,nojob,unemployed,jobless,retired,hobby,hobbyist,other,others,various,different,tbd,tba,todo,i dont have one,i do not have one,dont have one,dont have,do not have,none of your business," +
    "not affiliated,no affiliation,unaffiliated,unaffiliate,unaffiliation,unaffiliated student,not available,no company,nocompany,without,without company,consultant,developer,software developer,engineer,contractor," +
    "xxx,xx,xyz,abc,abcd,aaa,privatperson,particulier,particular,autonomo,independiente,sin empresa,ninguno,ninguna,nessuna,aucun,aucune,keine,kein,keine firma,nicht vorhanden,brak,net,nyet,nope,nobody,noone,no one,nowhere,secret,hidden,confidential,prefer not to say," +
    "没有,無,无,なし,個人,个人,없음,нет"
  ).split(","),
);

/** Words of the kind that are often misspelt, with the slips that still count. */
const misspelt = [
  ["unaffiliated", 4],
  ["unaffiliation", 4],
  ["notapplicable", 2],
  ["independent", 2],
  ["selfemployed", 2],
  ["freelancer", 1],
  ["anonymous", 2],
] as const;

const hammered = /^(?:asd|qwe|zxc|dsa|sdf|fsf|fgh|jkl|hjk|wer|cvb)+[a-z]{0,3}$/;
const sameLetter = /^(.)\1+$/u;
const repeated = /^(.{2,4})\1{2,}.?.?$/u;

/** Whether a text says that there is no company: it never matches an account. */
export function isJunkCompany(text: string): boolean {
  const words = toLatin(text)
    .replace(/['`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (words.length <= 1 || texts.has(words)) return true;
  const letters = words.replaceAll(" ", "");
  if (sameLetter.test(letters) || repeated.test(letters) || /^\d{1,2}$/.test(letters)) return true;
  if (letters.length >= 4 && hammered.test(letters) && !/[aeiou]{2}/.test(letters)) return true;
  const whole = words.startsWith("independent user ") ? words.slice(17) : letters;
  return letters.length >= 8 && misspelt.some(([word, slips]) => editDistance(whole, word, slips) <= slips);
}
