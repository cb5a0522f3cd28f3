/** Words of company names in scripts that have no spaces: one in English, an equals sign, the spellings; semicolons between them. */
const tables = [
  "university=大学校|大學校|大学|大學|대학교|มหาวิทยาลัย;vocational school=専門学校|职业学校|職業學校;high school=高等学校|高级中学|高級中學|高中|高校|고등학교;middle school=中学校|中学|中學|중학교",
  "primary school=小学校|小学|小學|초등학교;kindergarten=幼儿园|幼稚園|유치원;school=学校|學校|학교|โรงเรียน;college=学院|學院|วิทยาลัย;research institute=研究所|연구소;bank=银行|銀行|은행|ธนาคาร;hospital=医院|醫院|病院|병원|โรงพยาบาล",
  "insurance=保险|保險|보험;securities=证券|證券|증권;holding=控股|홀딩스;international=国际|國際|국제;technology=科技|技术|技術|기술;electronics=电子|電子|전자;electric=电气|電氣|電機|전기;power=电力|電力|전력;energy=能源|에너지",
  "petroleum=石油;supermarket=超市|超級市場|スーパー|슈퍼마켓;market=市场|市場|マーケット|마트|마켓;pharmacy=药房|藥房|薬局|약국;hotel=酒店|饭店|飯店|ホテル|호텔;restaurant=酒家|餐厅|餐廳|レストラン;coffee=咖啡|コーヒー|커피;pizza=披萨|ピザ|피자;chicken=炸鸡|炸雞|치킨",
  "property=物业|物業|地产|地產|不動産;railway=铁路|鐵路|鉄道|철도;airlines=航空|항공;automobile=汽车|汽車|自動車|자동차;communication=通信|通讯|通訊|통신;network=网络|網路|네트워크;software=软件|軟體|소프트웨어;system=系统|系統|システム|시스템",
  "service=服务|服務|サービス|서비스;department store=百货|百貨|백화점;food=食品|식품;medical=医疗|醫療|医療|의료;education=教育|교육;foundation=基金会|基金會|財団|재단;association=协会|協會|協会|협회;city hall=市役所|시청;library=图书馆|圖書館|図書館|도서관",
];

const words: readonly (readonly [word: string, spoken: string])[] = tables
  .flatMap((table) => table.split(";"))
  .flatMap((entry) => {
    const [english = "", spellings = ""] = entry.split("=");
    return spellings.split("|").map((word) => [word, ` ${english} `] as const);
  })
  .sort(([a], [b]) => b.length - a.length);

/** The text with such words in English between spaces, which its letters would hide. */
export function spaceWords(text: string): string {
  let spaced = text;
  for (const [word, spoken] of words) if (spaced.includes(word)) spaced = spaced.replaceAll(word, spoken);
  return spaced;
}
