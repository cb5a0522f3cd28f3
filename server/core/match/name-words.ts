import { towns } from "./town-words.ts";

/**
 * Words of company names that mean the same in many languages: the first stands for all. Spelt as `toLatin` leaves them,
 * without a plural `s`. Words of `trades` and `kinds` are so common that they never tell one company from another.
 */
const kinds = [
  "university uni u universidad universidade universita universite universitat universitaet universiteit universitet universitesi universiteti universitas uniwersytet univerzita univerzitet univerziteta universitate universitatea universitetas universitate ulikool yliopisto egyetem univ universytet panepistimio panepistimiou daehakgyo daigaku vishwavidyalaya universitato jamiat jamia gjama sveuciliste universitaria universitario univerza univerzitou unibersidad unibertsitatea ollscoil prifysgol haskoli haskolinn oniversite universitatii universitetu uniwersytetu universiteto universitesinin universitarie",
  "college kolledj kolledzh koledzh collage coledzh faculdade kolej colleg mahavidyalaya vidyalaya kolegji colegium koleji kollegium",
  "school schule schulen highschool lise lisesi kool skola skole escuela ecole scuola escola szkola shkola escolas iskola okul okulu schul skolan scolaire lyceum liceum lycee liceo liceu liceul litsey litsei gymnasium gimnazija gymnazium colegio colegiul colegio oberschule grundschule realschule gesamtschule gakuen gakko iskolasi zespol szkol skolen skoler skolor gymnasiet gymnasieskole gymnasieskolen gimnazjum gimnazium gimnaziya gimnazia himnaziya gimnasio ginnasio lukio lyseo licej liceyul lykeio gymnasio scoil ysgol ikastola madrasa madrasah medrese sekolah paaralan waldorfschule hauptschule gemeinschaftsschule stadtteilschule volksschule grundskole folkeskole folkeskolen peruskoulu koulu pagrindine mokykla vidusskola pohikool smk smkn sma sman smp smpn ies ceip gimn gesamtschul handelsschule",
  "institute institut instituto istituto institutul institutas instytut institution inst instituut institutu instituti intezet institutes ustav zavod",
  "academy akademia akademie academia accademia academie akademi akademija akademiya akademii academie akademiet akademin akatemia akademisi akademijos akademiei akademiia acad",
  "polytechnic politechnic politecnico politecnica politechnika politehnica politeknik polytechnique polytech politekhnicheskiy politekhnichniy politehnicheskiy politecnic ammattikorkeakoulu politekhnika politechniki politekniko polytechniki",
  "applied angewandte aplicada aplicadas prikladnykh fachhochschule hochschule angewandten stosowanych aplikovanych strukovnih",
  "bank banka banco banca banque banken bankas pankki bankasi banki bankasi banku bankasinin bangku sparkasse",
  "hospital krankenhaus klinikum hopital ospedale szpital bolnica hastanesi hospitais hopitaux spital nemocnice ziekenhuis sairaala sykehus sygehus sjukhus sjukhuset korhaz nemocnica haigla ligonine slimnica nosokomeio",
  "clinic klinik clinique clinica",
  "insurance versicherung versicherungen assurance seguro seguros assicurazioni forsikring forsakring sigorta strakhovaya verzekeringen",
  "city municipality municipal stadt gemeinde ville ayuntamiento comune commune kommune kommun gmina obec municipio prefeitura belediyesi belediye mairie town alcaldia gemeente miasto mesto opcina urzad miasta township borough landeshauptstadt stadtverwaltung stadtgemeinde marktgemeinde gemeindeverwaltung hauptstadt ajuntament ayto concello municipalidad citta miesto opstina village hamlet kommunen byen stad gemeentebestuur kaupunki vald savivaldybe orasul comuna dimos intendencia gemeinden verwaltungsgemeinde primaria urad",
  "county landkreis kreis comte judet megye zhupanija distrikt powiat fylke fylkeskommune comitat zupanija okres",
  "district distrito arrondissement okrug bezirk rayon bezirksamt ilce raion kreisverwaltung wijk",
  "province provincia provinz provincie provincial voblast oblast oblasti provinssi",
  "region regional regione regiao regiunea",
  "ministry ministere ministerio ministerium ministero ministarstvo ministerstvo kementerian bakanligi minister ministarstva ministerstva ministeriet ministeriya ministrstvo ministerija ministeerium",
  "department dept departamento abteilung departement dipartimento otdel departmental departament departamentul departementet osasto oddeleni",
  "authority autorite autoridad behorde autorita myndighet myndigheten autoriteit",
  "agency agence agencia agentur agenzia agentschap agencja agentura agentia agenciya byra agencija",
  "office bureau buro ufficio oficina kontor kantoor biuro kancelaria kancelar urzad",
  "government govt gobierno gouvernement governo regierung regering regjering gobernacion vlada",
  "federal bundes federale federalnoe federalnyy",
  "national nacional nationale nazionale natsionalnyy natsionalniy narodowy nasional narodni natsionalen natsionalna natsionalnaya nationaux narodna",
  "state staatliche staatlich gosudarstvennyy gosudarstvennoe gosudarstvennaya derzhavniy derzhavnyy estatal statale negeri drzavni statny devlet estadual staat stata",
  "public publique publico publica pubblico pubblica offentliche kommunal",
  "association assoc assn verein verband asociacion associazione associacao vereniging forening foreningen asociatia sdruzhenie udruzenje zwiazek stowarzyszenie spolek svaz egyesulet yhdistys liit biedriba asociacija udruga drustvo zveza",
  "foundation stiftung fundacion fondation fondazione fundacja fond stichting fundacao fundatia vakfi saatio alapitvany nadace nadacia fondatsiya fondas sihtasutus vakif",
  "society gesellschaft sociedad sociedade societa sosyete",
  "council consejo conseil rat consiglio conselho rada raad radet consell neuvosto",
  "committee comite komitet comitato",
  "center centre centro zentrum centrum centar tsentr centru merkezi sentrum sentral keskus kozpont keskuse osrodek stredisko centras centrs koskus",
  "library bibliothek biblioteca bibliotheque biblioteka bibliotek kutuphanesi bibliotheek knihovna konyvtar kirjasto raamatukogu stadtbibliothek mediatheque biblioteket knjiznica bokasafn",
  "museum musee museo muzeum museu muzej museet museoa muziejus muzejs muuzeum",
  "police politie policia polizei polizia polis policja politi politiet polisen poliisi politsei rendorseg policija politsiya politiya politiezone polizeidirektion polizeiprasidium",
  "fire pompier bombero feuerwehr bombeiros bomberos pompiers brandweer feuerwehren hasici straz brandvesenet raddningstjansten vigili",
  "church kirche kirchengemeinde eglise iglesia chiesa igreja kirke kyrkan parish kosciol kostel kirkko eglwys parafia parroquia paroisse pfarrei pfarramt",
  "cooperative genossenschaft cooperativa coop cooperatif kooperativa cooperacion cooperativo spoldzielnia osuuskunta andelslag druzstvo",
  "partnership partner partners partnerschaft",
  "group groupe gruppe grupo gruppo gruppa grupa gruppen holding konzern konsern grup koncern",
  "company companie compania compagnie compagnia companhia kompaniya firma kompanija kompania companyia",
  "enterprise entreprise empresa impresa unternehmen predpriyatie enterprises imprese predpriyatiye pidpriyemstvo preduzece poduzece",
] as const;

/** Words of schools, so many and in so many languages that they have a table of their own. */
const schooling = [
  "higher superior superieur superieure superiore wyzsza visoka vysoka vyssi vyshcha vysshego vyshchoyi hogere hohere hogeschool haute hojskole hogskolan hogskole hogskola",
  "faculty facultad faculte faculdade facultatea fakultat fakultet fakulta fakultesi fakulteta facolta wydzial faculteit",
  "study etude estudios studi estudos studien studiow studii studij studija etudes studium",
  "natural naturelle naturali naturales przyrodniczy",
  "economics economic economica economiche economiques ekonomii ekonomiczny ekonomicheskiy wirtschaft ekonomi economia economie oeconomics ekonomika economique ekonomskih ekonomski ekonomska okonomi ekonomisk ekonomiska wirtschaftswissenschaften iqtisadiyyat",
  "business affaires negocios commerciale wirtschaftsschule biznes biznesu poslovna entrepreneurship przedsiebiorczosci entreprendre zakelijk",
  "law derecho droit diritto direito recht prava prawa hukuk",
  "agricultural agraria agrarian agricola agronomique agricole agrarnyy rolnicza landwirtschaft agronomiques agriculture agronomice tarim agraire rolniczy lantbruk selskokhozyaystvennyy poljoprivredni zemedelska agrarnih",
  "pedagogical pedagogique pedagogica pedagogiczna pedagogicheskiy pedahohichnyy pedagogik pedagogische padagogische",
  "catholic catolica catholique cattolica katolicki katholische katolik catholica",
  "private privado privada prive privee privat prywatna ozel chastnyy",
  "vocational professional profesional professionnel professionale profissional berufsschule mesleki zawodowa professionalnyy profesionala zawodowych berufskolleg kejuruan zawodowe strokovna ammattikoulu beroepsonderwijs yrkesskole meslek formacao",
  "secondary secondaire secundaria secundario srednja sredni secondaria ortaokulu menengah",
  "primary elementary primaria primaire elementare osnovna zakladni podstawowa grund ilkokulu",
  "middle mittelschule collegium",
  "junior juvenil",
  "autonomous autonoma autonome autonomo",
  "catering hospitality hoteleria hotellerie",
  "humanities humanidades humaniste humanistyczna humanitarian gumanitarnyy humanitarnyy",
  "architecture arquitectura arkitektur architettura arquitetura architektur mimarlik",
  "aviation aeronautica aeronautical aviatsionnyy aviatsiynyy havacilik",
  "named imeni nazwany",
  "royal real royale reale koninklijke koniglich",
  "american americana americaine",
  "islamic islam islamia",
  "open abierta aberta ouverte offene",
  "city urban",
  "nursing enfermeria",
  "defence defense defensa difesa verteidigung",
  "industrial industrielle",
  "kindergarten kindertagesstatte kindergarden maternelle przedszkole skolka detska barnehage ovoda lasteaed",
  "women woman girls femmes mujeres frauen filles dziewczat kvinder",
  "free vaba frei freie libre libera fri fria",
  "arts beaux bellas",
  "philosophy filosofia philosophie filozofi filozofski",
  "theology theological teologia theologie teologi theologische theologique teologica",
  "physics physik fisica physique fizyka fizika fizik",
  "chemistry chemie quimica chimie chimica chemia kimya",
  "mathematics mathematik matematica matematicas mathematiques matematyka matematik matematika",
  "biology biologie biologia biologi",
  "language sprache sprachen langue langues lengua lenguas idioma idiomas lingua lingue jezyk jezykow",
  "sport sports deporte deportes esporte esportes idrott idraet urheilu",
  "forest forestry forst forestal forestier lesny lesnicka skog metsa",
  "veterinary veterinaria veterinarska veterinaire weterynaryjna tierarztliche",
  "construction bau building construccion edilizia stavebni budowlana byggnad",
  "maritime marine maritima morska merenkulku nautica",
  "military militar militaire wojskowa vojenska askeri",
  "cultural culture kultur cultura kultura kulturalny",
  "social sociale sozial soziale spoleczna sosyal",
] as const;

const trades = [
  "technology tech tecnologia technologie technologien technologia tehnologii teknoloji teknologi tehnologija tekhnologiya tekhnologii tecnologico tecnologica technologique technological teknologia technologica tehnologic technologiczny",
  "technical technik technisch technische tecnico tecnica technique tehnicka tehniska tekhnicheskiy tekhnichniy teknik tekniska technika tehnic tekniske tehnicki technicka technicky tekhnicheskaya tehniki techniczna techniczny technikum tecnicos tehnisko texniki",
  "system systeme sistema sistemi systemes sistem systemhaus systemer sys",
  "service servicio servicios servizi servizio servis dienste dienst servico tjenester hizmetleri svc",
  "solution solucion soluciones soluzioni losung losungen solucoes cozumleri",
  "software programa soft yazilim",
  "network netz netzwerk networking net netz reseau reseaux redes rede",
  "communication kommunikation comunicacion comunicaciones comunicazioni comunicacoes comm comms com kommunikations iletisim",
  "telecom telecommunication telekom telecomunicacion telecomunicaciones telecomunicazioni telecomunicacoes telekommunikation telekomunikasyon telekomunikacja telecommunications telecoms telco telekomunikasi telekomunikasi",
  "international intl internacional internazionale internationale mezhdunarodnyy uluslararasi internationaal miedzynarodowy internasional",
  "global world worldwide monde mundial mondial welt",
  "laboratory lab labor laboratories laboratorio laboratoire laboratoires laboratorium labo",
  "industry industrie industria industrial industriel industrielle sanayi industries industrias promyshlennost",
  "engineering ingenieria ingenierie ingegneria muhendislik ingenieurburo engenharia inzhenerniy engineer",
  "electronic electronica elettronica electronique elektronik elektronika elektronikai elektronica",
  "electric electrical electricity elektrik electrique elektro elettrica electrica electricite electricidad elektro",
  "energy energie energia energi enerji energetika energo energiya energies energija energiei energii",
  "power strom",
  "gas gaz gaze",
  "water wasser eau agua acqua vann vatten su wasserwerk wasserversorgung wodociagi vodovod vodokanal",
  "health gesundheit salud sante sanita saude healthcare zdravje",
  "medical medizin medizinische medico medica medicale medicine medicina medecine meditsinskiy medichniy medicinski med medizinisch medicinska medyczny medyczna medicinos tibb lekarska",
  "science wissenschaft wissenschaften ciencia ciencias scienze nauk sains ciencias scientific nauka vetenskap vitenskap nauki vied ved tudomany moksl mokslu teadus",
  "management gestion gestao upravlinnya upravljanje",
  "informatic informatik informatique informatica informatika computing computer edv informaticien informatsionnyy informatsii ordinateur",
  "information info informacion informazione",
  "consulting consult consultant beratung consultoria consulenza consultancy unternehmensberatung conseil consultores danismanlik advisory advisor",
  "data datos daten donnees dati",
  "security secure sicherheit seguridad securite sicurezza seguranca guvenlik",
  "media medien medya",
  "design gestaltung diseno",
  "development desarrollo entwicklung developpement sviluppo dev",
  "research forschung investigacion recherche ricerca",
  "training education educational bildung educacion formation formazione educacao obrazovaniya egitim",
  "marketing werbung publicidad",
  "product produkt produit producto prodotti",
  "trading trade handel handels comercio commerce commercial commercio ticaret torgoviy",
  "finance financial finanz financiera finanza financier",
  "capital kapital",
  "investment invest inversiones investimenti",
  "logistic logistik logistica logistique lojistik",
  "transport transportation transporte transporti verkehr transit transportu transportni transportul kollektivtrafik",
  "airline airways airline luftfahrt air",
  "railway rail bahn eisenbahn railroad ferrocarril ferrovie zeleznice jernbane jarnvag spoorwegen rautatie",
  "pharmacy apotheke farmacia pharmacie apotek apteka farmacie drugstore apotheek farmacias lekarna ljekarna apoteka apteki patika vaistine aptieka gyogyszertar eczane",
  "restaurant ristorante restaurante gaststatte restauracja restaurace etterem ravintola lokanta restoran",
  "hotel hoteles hotelerie hotels hotell hotelli viesbutis",
  "supermarket supermercado supermarche supermercati supermarked hypermarket",
  "market markt marche mercado mercato mart rynok mercat pazar trziste markets turgus",
  "store shop boutique laden tienda negozio magasin loja sklep obchod prodavnica kauppa butik butikk winkel magazin dukkan",
  "coffee cafe kaffee caffe kafe kaffe",
  "food lebensmittel alimentos aliment alimentari gida zywnosc potraviny elelmiszer voedsel produkty hrana",
  "bakery backerei boulangerie panaderia panificio padaria piekarnia pekarna pekara pekseg leipomo bageri firin brutaria",
  "theater theatre teatro teatr kino cinema",
  "fuel petrol petroleum petroleo benzin oil tankstelle",
  "car auto automobile automotive automovil",
  "studio atelier studios",
  "digital numerique",
  "internet web online",
  "mobile mobil movil",
  "real immobilien inmobiliaria immobilier estate property",
  "art arte kunst kunste arts kunsten konst taide umeni umetnosti sztuka sztuk sanat",
  "music musik musica musique muzyczna muzicka zene musiikki hudba",
  "beauty cosmetology cosmetic kosmetik",
  "life vida vie leben",
] as const;

/** Words of places, directions and rank: the same company may be named with them or without. */
const others = [
  "north norte nord norra nordre severniy northern",
  "south sud sur sul sued sodra southern",
  "east est este ost ostra oriental eastern",
  "west ouest oeste vest vastra western occidental",
  "saint st sankt ste san santa sao santo",
  "mount mt",
  "fort ft",
  "brother bros gebruder hermanos freres fratelli",
  "junior jr",
  "upper ober gornji gorny",
  "lower nieder dolni",
  "number nr no numero nummer",
  "central zentral centrale tsentralnyy",
  "united unis unidos",
  "first 1st",
  "new neue nouveau nueva",
] as const;

/** Names and adjectives of countries: ISO code, then words. Those of several words count by their first telling one. */
const countryWords =
  "us usa america american states|gb uk britain british england english kingdom|de germany german deutschland deutsche deutscher deutsch deutsches|fr france french francais francaise|es spain spanish espana espanola espanol|it italy italian italia italiana italiano|" +
  "nl netherland holland dutch nederland nederlandse|be belgium belgian belgique belgie|ch swiss switzerland schweiz suisse svizzera schweizer|at austria austrian osterreich|se sweden swedish sverige svenska|no norway norwegian norge norsk|dk denmark danish danmark dansk|fi finland finnish suomi suomen|" +
  "pl poland polish polska polski|cz czech cesko ceska|sk slovak slovakia slovensko|hu hungary hungarian magyarorszag magyar|ro romania romanian romana|bg bulgaria bulgarian|gr greece greek hellas hellenic|tr turkey turkish turkiye turk|ru russia russian rossii rossiya russkiy|ua ukraine ukrainian ukraina ukraini ukrainy|" +
  "pt portugal portuguese portuguesa|ie ireland irish eire|ca canada canadian canadienne|mx mexico mexican mexicana mexicano|br brazil brasil brazilian brasileira brasileiro|ar argentina argentine|cl chile chilean chilena|co colombia colombian colombiana|pe peru peruvian|ve venezuela|au australia australian aus|nz zealand|" +
  "jp japan japanese nippon nihon|cn china chinese|hk hongkong|tw taiwan taiwanese|kr korea korean|in india indian bharat|id indonesia indonesian|my malaysia malaysian|sg singapore|th thailand thai|vn vietnam vietnamese|ph philippine philippines pilipinas filipino|pk pakistan|bd bangladesh|lk lanka|" +
  "ae emirates uae|sa saudi arabia|il israel|eg egypt egyptian|ma morocco maroc|ng nigeria|ke kenya|za africa african|ee estonia eesti|lv latvia latvijas|lt lithuania lietuvos|si slovenia slovenija|hr croatia hrvatska hrvatski|rs serbia srbija|lu luxembourg luxembourg|is iceland|kz kazakhstan|by belarus|ge georgia";
const placeGroups =
  "europe european europa europaische|asia asian|pacific apac|latam latin|emea|nordic|atlantic|africa african|global";

const stops =
  "the of and und et y e i og och ja en de del della dello delle degli dei di da do dos das des du d la le les los las el l il lo gli der die das den dem van von vom het een fur fuer for pour per para in at zu zum zur am im an auf a o os as al ve sur by bei mit with to au aux na za im imeni dan";

/** What kind of word it is: `kind` and `trade` are in the tables above, `place` names a country or region. */
export type WordClass = "stop" | "kind" | "trade" | "place" | "other";

export interface KnownWord {
  readonly canonical: string;
  readonly class: WordClass;
}

function buildWords(): Map<string, KnownWord> {
  const words = new Map<string, KnownWord>();
  const put = (group: string, wordClass: WordClass) => {
    const [canonical = "", ...rest] = group.split(" ");
    const known = { canonical, class: wordClass };
    for (const word of [canonical, ...rest]) if (!words.has(word)) words.set(word, known);
  };
  for (const word of stops.split(" ")) words.set(word, { canonical: word, class: "stop" });
  for (const group of kinds) put(group, "kind");
  for (const group of trades) put(group, "trade");
  for (const group of schooling) put(group, "trade");
  for (const group of [...others, ...towns]) put(group, "other");
  for (const group of countryWords.split("|")) {
    const [code = "", ...names] = group.split(" ");
    put([names[0] ?? code, code.length > 2 ? code : "", ...names].filter((word) => word !== "").join(" "), "place");
  }
  for (const group of placeGroups.split("|")) put(group, "place");
  return words;
}

let words: ReadonlyMap<string, KnownWord> | undefined;

/** Words of the tables, by every spelling; put together when a name is first read. */
export const knownWords = (): ReadonlyMap<string, KnownWord> => (words ??= buildWords());

const countries: ReadonlyMap<string, string> = new Map(
  countryWords.split("|").flatMap((group) => {
    const [code = "", first = ""] = group.split(" ");
    return [[first, code.toUpperCase()]];
  }),
);

/** The country that a canonical word of class `place` names; undefined for a region. */
export const countryOfWord = (canonical: string): string | undefined => countries.get(canonical);

/** A plural or genitive `s` goes, and the German ways to write an umlaut. */
function soften(word: string): string {
  const length = word.length;
  let soft = word;
  if (length > 4 && word.endsWith("s") && !word.endsWith("ss")) soft = word.slice(0, -1);
  return softLetters(soft);
}

/** `ae`, `oe` and `ue` as the umlauts that they stand for, without their dots. */
export function softLetters(letters: string): string {
  for (let at = 1; at < letters.length; at++) {
    if (letters.charCodeAt(at) !== 101) continue;
    const before = letters.charCodeAt(at - 1);
    if (before === 97 || before === 111 || before === 117) return letters.replace(/([aou])e/g, "$1");
  }
  return letters;
}

const unknownWord = (canonical: string): KnownWord => ({ canonical, class: "other" });

/** The word that stands for this one, and its class. */
export function readWord(word: string): KnownWord {
  const all = knownWords();
  const known = all.get(word);
  if (known !== undefined) return known;
  const soft = soften(word);
  return (soft === word ? undefined : all.get(soft)) ?? unknownWord(soft);
}
