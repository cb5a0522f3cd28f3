/** What a field of a form is for. */
export type FieldRole =
  | "email"
  | "name"
  | "firstName"
  | "lastName"
  | "company"
  | "jobTitle"
  | "country"
  | "companySize"
  | "phone"
  | "website"
  | "industry"
  | "state"
  | "postalCode"
  | "message";

/** Phrases of a table: one after another, between bars. */
export function phrases(table: string): readonly string[] {
  return table
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");
}

/** Words of a field that must never be kept. */
export const secretWords = phrases(`
  password | passwd | pwd | passcode | passphrase | passwort | kennwort | mot de passe | motdepasse | contrasena | clave
  senha | palavra passe | wachtwoord | losenord | adgangskode | passord | haslo | heslo | salasana | parola | пароль
  パスワード | 密码 | 密碼 | 비밀번호 | sifre | pin | pin code | otp | one time code | verification code | 2fa | totp | cvv | cvc
  csc | cvv2 | card number | cardnumber | cc number | ccnumber | credit card | creditcard | debit card | card | card cvc
  cc csc | cc exp | card expiry | kreditkarte | kartennummer | kreditkartennummer | carte bancaire | numero de carte
  numero de tarjeta | tarjeta de credito | carta di credito | iban | account number | bank account | kontonummer
  routing number | ssn | social security | social security number | passport | passport number | national id | token
  access token | csrf | xsrf | csrf token | csrftoken | authenticity token | requestverificationtoken
  request verification token | nonce | wpnonce | viewstate | eventvalidation | recaptcha | captcha | hcaptcha
  turnstile | secret | client secret | api key | apikey | private key | auth | authorization | session | sessionid
  session id | jwt | security code | sicherheitscode | security answer | mother s maiden name | signature key | form key
`);

/** Fields that look like one of ours and are not. */
export const otherWords = phrases(`
  newsletter | opt in | optin | opt out | consent | subscribe | unsubscribe | marketing emails | email consent | gdpr
  terms | privacy | dsgvo | einwilligung | consentement | user name | username | login | benutzername | screen name
  file name | filename | event name | form name | product name | campaign name | page name | list name | domain name
  phone country | phone country code | dial code | country dial code | calling code | phone code | phone extension
  friend email | friends email | friend s email | referral email | colleague email | manager email | invite email
  cc email | email subject | email type | email format | email preference | preferred contact method | contact method
  best time to call | how did you hear | how did you hear about us | wie haben sie von uns | lead source | referred by
  referrer | salutation | anrede | honorific | honorific prefix | prefix | suffix | civilite | tratamiento | middle name
  nickname | pet name | company address | company city | company type | company id
  company registration | company revenue | organization type | organisation type | organization id
  company logo | company founded | country of citizenship | country of origin | phone type
  mobile provider | mobile app | website visits | company phone extension | country of birth | place of birth | honeypot
  hp | leave blank | fax | faxnumber | telefax
`);

/** In the order in which they are asked: the narrow before the wide. */
export const roleWords: readonly (readonly [FieldRole, readonly string[]])[] = [
  [
    "companySize",
    phrases(`
      company size | companysize | size of company | size of your company | organization size | organisation size
      org size | business size | team size | teamsize | employees | employee | employee count | employee range
      number of employees | numberofemployees | num employees | numemployees | no of employees | headcount | head count
      staff | company headcount | how many employees | how many people work | mitarbeiter | mitarbeiterzahl
      mitarbeiteranzahl | anzahl mitarbeiter | anzahl der mitarbeiter | anzahl der mitarbeitenden | mitarbeitende
      unternehmensgrosse | unternehmensgroesse | firmengrosse | firmengroesse | betriebsgrosse | beschaftigte | effectif
      effectifs | taille de l entreprise | taille de votre entreprise | taille entreprise | nombre d employes
      nombre de salaries | nombre d employe | salaries | numero de empleados | cantidad de empleados | empleados
      tamano de la empresa | tamano de empresa | numero di dipendenti | dipendenti | dimensione azienda
      dimensioni azienda | dimensione dell azienda | numero de funcionarios | funcionarios | colaboradores
      tamanho da empresa | aantal medewerkers | medewerkers | aantal werknemers | bedrijfsgrootte | antal anstallda
      foretagsstorlek | antal ansatte | virksomhedsstorrelse | antall ansatte | henkiloston maara | henkilostomaara
      yrityksen koko | liczba pracownikow | wielkosc firmy | pocet zamestnancu | velikost firmy | calisan sayisi
      sirket buyuklugu | количество сотрудников | число сотрудников | размер компании | 従業員数 | 社員数 | 会社規模 | 企業規模 | 员工人数
      员工数 | 公司规模 | 企业规模 | 公司規模 | 員工人數 | 직원 수 | 직원수 | 회사 규모
    `),
  ],
  [
    "jobTitle",
    phrases(`
      job title | jobtitle | job role | jobrole | job function | jobfunction | job position | organization title
      your role | work title | position | role | title | occupation | seniority | berufsbezeichnung | jobbezeichnung
      funktion | stellung | beruf | rolle | poste | fonction | intitule du poste | titre du poste | cargo | puesto
      puesto de trabajo | ruolo | posizione | qualifica | mansione | funcao | functie | functietitel | titel
      befattning | yrkestitel | stilling | stanowisko | pozice | pracovni pozice | tehtavanimike | titteli | unvan
      pozisyon | должность | 役職 | 職種 | 職位 | 职位 | 职务 | 直位 | 직책 | 직함
    `),
  ],
  [
    "firstName",
    phrases(`
      first name | firstname | fname | f name | given name | givenname | forename | first | name first | vorname
      rufname | prenom | nombre de pila | primer nombre | primeiro nome | voornaam | fornamn | fornavn | etunimi | imie
      jmeno | krestni jmeno | keresztnev | prenume | isim | adi | имя | ім я | 名 | 名前 名 | 이름
    `),
  ],
  [
    "lastName",
    phrases(`
      last name | lastname | lname | l name | surname | family name | familyname | second name | last | name last
      nachname | familienname | zuname | nom de famille | apellido | apellidos | cognome | sobrenome | apelido
      ultimo nome | achternaam | efternamn | efternavn | etternavn | sukunimi | nazwisko | prijmeni | priezvisko
      vezeteknev | nume de familie | soyisim | soyadi | soyad | фамилия | прізвище | 姓 | 성
    `),
  ],
  [
    "email",
    phrases(`
      email | e mail | mail | email address | emailaddress | e mailadresse | work email | workemail | business email
      company email | corporate email | mailadresse | emailadresse | e mail adresse | courriel | adresse mail
      adresse email | correo | correo electronico | posta elettronica | indirizzo email | endereco de email
      e mailadres | emailadres | epost | e post | epostadress | e postadresse | sahkoposti | adres email | eposta
      e posta | почта | электронная почта | имейл | メール | メールアドレス | 邮箱 | 电子邮件 | 電子郵件 | 邮件 | 이메일 | البريد | אימייל
      pi email
    `),
  ],
  [
    "phone",
    phrases(`
      phone | phonenumber | phone number | telephone | tel | tel national | mobile | mobilephone | mobile phone
      mobile number | cell | cellphone | cell phone | telefon | telefonnummer | rufnummer | handy | handynummer
      mobilnummer | mobil | mobiltelefon | numero de telephone | portable | gsm | telefono | movil | celular
      numero de telefono | cellulare | numero di telefono | telefone | telemovel | telefoonnummer | telefoon | mobiel
      telefonnr | puhelin | puhelinnumero | matkapuhelin | numer telefonu | telefonni cislo | telefon numarasi | телефон
      номер телефона | 電話 | 電話番号 | 电话 | 手机 | 手机号 | 電話號碼 | 전화 | 전화번호 | 휴대폰 | whatsapp
    `),
  ],
  [
    "website",
    phrases(`
      website | web site | url | website url | site url | web address | homepage | webseite | internetseite | site web
      site internet | sitio web | pagina web | sito web | sito internet | site | company url | company website
      companyurl | websiteurl | domain | company domain | webbplats | hjemmeside | nettside | verkkosivu
      strona internetowa | webove stranky | сайт | веб сайт | ウェブサイト | 网站 | 网址 | 홈페이지 | 웹사이트
    `),
  ],
  [
    "country",
    phrases(`
      country | country name | country region | country code | countrycode | nation | land | staat | land region | pays
      pais | paese | nazione | maa | kraj | zeme | stat | krajina | orszag | tara | ulke | χωρα | страна | країна | 国
      国名 | 国 地域 | 国家 | 国家 地区 | 國家 | 국가 | 나라
    `),
  ],
  [
    "postalCode",
    phrases(`
      zip | zip code | zipcode | postal code | postalcode | postcode | post code | postal | plz | postleitzahl
      code postal | codigo postal | cap | codice postale | cep | postnummer | postinumero | kod pocztowy | psc
      iranyitoszam | cod postal | posta kodu | почтовый индекс | 郵便番号 | 邮编 | 邮政编码 | 우편번호
    `),
  ],
  [
    "state",
    phrases(`
      state | state region | state province | province | bundesland | kanton | departement | region | estado
      provincia | regione | provincie | county | 都道府県 | 州
    `),
  ],
  [
    "industry",
    phrases(`
      industry | company industry | sector | business sector | branche | industrie | secteur | secteur d activite | sector
      industria | settore | setor | bransch | toimiala | branza | отрасль | 業種 | 行业 | 업종
    `),
  ],
  [
    "message",
    phrases(`
      message | your message | msg | comment | comments | question | questions | inquiry | enquiry | notes | note
      description | details | project details | additional information | anything else | how can we help
      how can we help you | what can we help | tell us | tell us more | nachricht | ihre nachricht | mitteilung
      anfrage | bemerkung | bemerkungen | kommentar | anmerkung | anliegen | votre message | commentaire | commentaires
      mensaje | comentario | comentarios | consulta | messaggio | commento | richiesta | mensagem | bericht | opmerking
      opmerkingen | vraag | meddelande | besked | melding | viesti | wiadomosc | zprava | mesaj | сообщение
      комментарий | メッセージ | お問い合わせ内容 | お問い合わせ | ご質問 | 留言 | 消息 | 메시지 | 문의 | 문의 내용
    `),
  ],
  [
    "company",
    phrases(`
      company | company name | companyname | organization | organisation | organization name | organisation name
      business | business name | employer | account name | workplace | firma | firmenname | unternehmen
      unternehmensname | organisationsname | arbeitgeber | betrieb | entreprise | nom de l entreprise
      nom de la societe | societe | raison sociale | organisme | empresa | nombre de la empresa | compania
      razon social | organizacion | azienda | nome azienda | ragione sociale | societa | nome da empresa | organizacao
      bedrijf | bedrijfsnaam | organisatie | foretag | foretagsnamn | organisationen | virksomhed | firmanavn | bedrift
      selskap | yritys | yrityksen nimi | nazwa firmy | przedsiebiorstwo | nazev firmy | spolecnost | spolocnost
      vallalat | cegnev | ceg | companie | sirket | sirket adi | компания | организация | название компании | 会社 | 会社名
      御社名 | 貴社名 | 企業名 | 公司 | 公司名称 | 公司名稱 | 企业名称 | 회사 | 회사명 | 회사 이름
    `),
  ],
  [
    "name",
    phrases(`
      name | full name | fullname | your name | yourname | contact name | contactname | customer name | ihr name
      vollstandiger name | vor und nachname | ansprechpartner | nom | nom complet | votre nom | nom et prenom
      prenom et nom | nombre | nombre completo | nombre y apellidos | nome | nome completo | nome e cognome | naam
      volledige naam | uw naam | namn | fullstandigt namn | navn | fulde navn | fullt navn | nimi | koko nimi
      imie i nazwisko | jmeno a prijmeni | teljes nev | nev | nume | nume complet | ad soyad | adiniz | isim soyisim
      фио | имя и фамилия | ваше имя | полное имя | お名前 | 氏名 | 名前 | 姓名 | 您的姓名 | 성함 | 성명
    `),
  ],
];
