/**
 * ISO 3166-2, `code name; other name`, for countries of which territories are made. A name counts only in its country unless no
 * other country of this table has it.
 */
export const subdivisionNames: Readonly<Record<string, string>> = {
  US: `AL Alabama; Ala|AK Alaska|AZ Arizona; Ariz|AR Arkansas; Ark|CA California; Calif; Cali|CO Colorado; Colo|CT Connecticut; Conn
    DE Delaware; Del|DC District of Columbia; Washington DC; Washington D C|FL Florida; Fla|GA Georgia|HI Hawaii|ID Idaho|IL Illinois; Ill
    IN Indiana; Ind|IA Iowa|KS Kansas; Kan|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts; Mass|MI Michigan; Mich
    MN Minnesota; Minn|MS Mississippi; Miss|MO Missouri|MT Montana; Mont|NE Nebraska; Neb|NV Nevada; Nev|NH New Hampshire; N H
    NJ New Jersey; N J|NM New Mexico; N M|NY New York; New York State; N Y; NYS|NC North Carolina; N C|ND North Dakota; N D|OH Ohio
    OK Oklahoma; Okla|OR Oregon; Ore|PA Pennsylvania; Penn; Penna|RI Rhode Island; R I|SC South Carolina; S C|SD South Dakota; S D
    TN Tennessee; Tenn|TX Texas; Tex|UT Utah|VT Vermont|VA Virginia|WA Washington; Washington State; Wash|WV West Virginia; W Va
    WI Wisconsin; Wis|WY Wyoming; Wyo|PR Puerto Rico|GU Guam|VI Virgin Islands; US Virgin Islands|AS American Samoa
    MP Northern Mariana Islands`,
  CA: `AB Alberta; Alta|BC British Columbia; B C; Colombie Britannique|MB Manitoba|NB New Brunswick; Nouveau Brunswick
    NL Newfoundland and Labrador; Newfoundland; Terre Neuve et Labrador|NS Nova Scotia; Nouvelle Ecosse|NT Northwest Territories
    NU Nunavut|ON Ontario; Ont|PE Prince Edward Island; PEI; Ile du Prince Edouard|QC Quebec; Que; PQ|SK Saskatchewan; Sask|YT Yukon`,
  AU: `NSW New South Wales|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia
    ACT Australian Capital Territory|NT Northern Territory`,
  DE: `BW Baden-Württemberg; Baden Wuerttemberg; BaWü|BY Bayern; Bavaria; Baviere; Baviera|BE Berlin|BB Brandenburg|HB Bremen|HH Hamburg
    HE Hessen; Hesse|MV Mecklenburg-Vorpommern; Mecklenburg Western Pomerania; Meck Pomm|NI Niedersachsen; Lower Saxony; Nds
    NW Nordrhein-Westfalen; North Rhine Westphalia; NRW|RP Rheinland-Pfalz; Rhineland Palatinate; RLP|SL Saarland
    SN Sachsen; Saxony|ST Sachsen-Anhalt; Saxony Anhalt|SH Schleswig-Holstein|TH Thüringen; Thuringia; Thueringen`,
  AT: `1 Burgenland|2 Kärnten; Carinthia; Kaernten|3 Niederösterreich; Lower Austria; Niederoesterreich; NÖ
    4 Oberösterreich; Upper Austria; Oberoesterreich; OÖ|5 Salzburg|6 Steiermark; Styria|7 Tirol; Tyrol|8 Vorarlberg|9 Wien; Vienna`,
  CH: `AG Aargau|AI Appenzell Innerrhoden|AR Appenzell Ausserrhoden|BE Bern; Berne|BL Basel-Landschaft; Baselland|BS Basel-Stadt; Basel
    FR Freiburg; Fribourg|GE Genf; Genève; Geneva|GL Glarus|GR Graubünden; Grisons; Graubuenden|JU Jura|LU Luzern; Lucerne
    NE Neuenburg; Neuchâtel|NW Nidwalden|OW Obwalden|SG St. Gallen; Sankt Gallen; Saint Gall|SH Schaffhausen|SO Solothurn|SZ Schwyz
    TG Thurgau|TI Tessin; Ticino|UR Uri|VD Waadt; Vaud|VS Wallis; Valais|ZG Zug|ZH Zürich; Zuerich; Zurich`,
  IN: `AP Andhra Pradesh|AR Arunachal Pradesh|AS Assam|BR Bihar|CG Chhattisgarh; Chattisgarh|GA Goa|GJ Gujarat|HR Haryana
    HP Himachal Pradesh|JH Jharkhand|KA Karnataka|KL Kerala|MP Madhya Pradesh|MH Maharashtra|MN Manipur|ML Meghalaya|MZ Mizoram
    NL Nagaland|OD Odisha; Orissa|PB Punjab|RJ Rajasthan|SK Sikkim|TN Tamil Nadu; Tamilnadu|TG Telangana; Telengana|TR Tripura
    UP Uttar Pradesh|UK Uttarakhand; Uttaranchal|WB West Bengal|AN Andaman and Nicobar Islands|CH Chandigarh
    DH Dadra and Nagar Haveli and Daman and Diu|DL Delhi; New Delhi; NCT of Delhi|JK Jammu and Kashmir|LA Ladakh|LD Lakshadweep
    PY Puducherry; Pondicherry`,
  BR: `AC Acre|AL Alagoas|AP Amapá|AM Amazonas|BA Bahia|CE Ceará|DF Distrito Federal|ES Espírito Santo|GO Goiás|MA Maranhão
    MT Mato Grosso|MS Mato Grosso do Sul|MG Minas Gerais|PA Pará|PB Paraíba|PR Paraná|PE Pernambuco|PI Piauí|RJ Rio de Janeiro
    RN Rio Grande do Norte|RS Rio Grande do Sul|RO Rondônia|RR Roraima|SC Santa Catarina|SP São Paulo|SE Sergipe|TO Tocantins`,
  MX: `AGU Aguascalientes; Ags|BCN Baja California; BC|BCS Baja California Sur|CAM Campeche|CHP Chiapas|CHH Chihuahua
    CMX Ciudad de México; Mexico City; CDMX; DF; Distrito Federal|COA Coahuila; Coahuila de Zaragoza|COL Colima|DUR Durango
    GUA Guanajuato; Gto|GRO Guerrero|HID Hidalgo|JAL Jalisco|MEX Estado de México; Edomex; Mexico State; Edo Mex|MIC Michoacán
    MOR Morelos|NAY Nayarit|NLE Nuevo León; NL|OAX Oaxaca|PUE Puebla|QUE Querétaro; Qro|ROO Quintana Roo; Q Roo
    SLP San Luis Potosí|SIN Sinaloa|SON Sonora|TAB Tabasco|TAM Tamaulipas; Tamps|TLA Tlaxcala|VER Veracruz|YUC Yucatán|ZAC Zacatecas`,
  GB: "ENG England|NIR Northern Ireland|SCT Scotland|WLS Wales; Cymru",
  ES: `AN Andalucía; Andalusia|AR Aragón; Aragon|AS Asturias; Principado de Asturias|CN Canarias; Canary Islands; Islas Canarias
    CB Cantabria|CL Castilla y León; Castile and Leon|CM Castilla-La Mancha|CT Catalunya; Cataluña; Catalonia|CE Ceuta
    EX Extremadura|GA Galicia|IB Illes Balears; Islas Baleares; Balearic Islands|RI La Rioja|MD Comunidad de Madrid; Madrid
    ML Melilla|MC Región de Murcia; Murcia|NC Navarra; Navarre|PV País Vasco; Euskadi; Basque Country
    VC Comunitat Valenciana; Comunidad Valenciana; Valencia`,
  IT: `65 Abruzzo|77 Basilicata|78 Calabria|72 Campania|45 Emilia-Romagna|36 Friuli Venezia Giulia|62 Lazio; Latium|42 Liguria
    25 Lombardia; Lombardy|57 Marche|67 Molise|21 Piemonte; Piedmont|75 Puglia; Apulia|88 Sardegna; Sardinia|82 Sicilia; Sicily
    52 Toscana; Tuscany|32 Trentino-Alto Adige; Trentino South Tyrol; Südtirol|55 Umbria|23 Valle d'Aosta; Aosta Valley|34 Veneto`,
  FR: `ARA Auvergne-Rhône-Alpes|BFC Bourgogne-Franche-Comté|BRE Bretagne; Brittany|CVL Centre-Val de Loire|20R Corse; Corsica
    GES Grand Est|HDF Hauts-de-France|IDF Île-de-France; Ile de France|NOR Normandie; Normandy|NAQ Nouvelle-Aquitaine|OCC Occitanie
    PDL Pays de la Loire|PAC Provence-Alpes-Côte d'Azur; PACA`,
  NL: `DR Drenthe|FL Flevoland|FR Fryslân; Friesland|GE Gelderland|GR Groningen|LI Limburg|NB Noord-Brabant; North Brabant; Brabant
    NH Noord-Holland; North Holland|OV Overijssel|UT Utrecht|ZE Zeeland|ZH Zuid-Holland; South Holland`,
};
