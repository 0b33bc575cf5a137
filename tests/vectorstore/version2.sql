BEGIN TRANSACTION;
CREATE TABLE edits (
	letter_id VARCHAR(200) NOT NULL, 
	areas TEXT NOT NULL, 
	PRIMARY KEY (letter_id)
);
INSERT INTO "edits" VALUES('u','["Westhaven"]');
CREATE TABLE journal (
	generation INTEGER NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	action VARCHAR(20) NOT NULL, 
	letter_id VARCHAR(200) NOT NULL, 
	PRIMARY KEY (generation)
);
INSERT INTO "journal" VALUES(0,'a526ec3de29a47eb87cce262a92cb546','2026-11-26T01:38:44+00:00','create','');
INSERT INTO "journal" VALUES(1,'f22ac8c1424b4a17b72bd8c721acb1ca','2026-11-26T01:38:44+00:00','put','n24');
INSERT INTO "journal" VALUES(2,'8373ca17604b4472b420c4adb13c4397','2026-11-26T01:38:44+00:00','put','n23');
INSERT INTO "journal" VALUES(3,'10f79b392eef487a87476be59f4e3064','2026-11-26T01:38:44+00:00','put','e23');
INSERT INTO "journal" VALUES(4,'abd7638ce01a46b4bcd0988ef0a1bc4e','2026-11-26T01:38:44+00:00','put','u');
INSERT INTO "journal" VALUES(5,'4468671a66df4b3cacef368bea498203','2026-11-26T01:38:44+00:00','put','full');
INSERT INTO "journal" VALUES(6,'c5549c6769854b1187bb54cea3d002a8','2026-11-26T01:38:44+00:00','area','u');
INSERT INTO "journal" VALUES(7,'6eea06d5068640c1942dada5808babf3','2026-11-26T01:38:44+00:00','remove','e23');
CREATE TABLE letters (
	id VARCHAR(200) NOT NULL, 
	serial INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (serial)
);
INSERT INTO "letters" VALUES('n24',1,1,'{"id":"n24","source":"n24.txt","kind":"letter","title":"","sent":"2024-05-01","met":null,"next_review":null,"next_review_text":"","review":"","plans":[],"areas":["Northmoor"],"area_source":"stated","area_evidence":"","outcome":"","people":[],"facts":[],"pages":0,"ocr_pages":0,"page_estimated":false,"text_sha256":"936283724e34995f9d8d8e1aac997565c3386317a91c0b5696a3ea2b1510dacc","file_sha256":"936283724e34995f9d8d8e1aac997565c3386317a91c0b5696a3ea2b1510dacc","warnings":[]}');
INSERT INTO "letters" VALUES('n23',2,2,'{"id":"n23","source":"n23.txt","kind":"letter","title":"","sent":"2023-05-01","met":null,"next_review":null,"next_review_text":"","review":"","plans":[],"areas":["Northmoor"],"area_source":"stated","area_evidence":"","outcome":"","people":[],"facts":[],"pages":0,"ocr_pages":0,"page_estimated":false,"text_sha256":"112d32061ce43aa993c09d48cb913c181d078c785191223f93a45159c503f6c2","file_sha256":"112d32061ce43aa993c09d48cb913c181d078c785191223f93a45159c503f6c2","warnings":[]}');
INSERT INTO "letters" VALUES('u',4,6,'{"id":"u","source":"u.txt","kind":"letter","title":"","sent":null,"met":null,"next_review":null,"next_review_text":"","review":"","plans":[],"areas":[],"area_source":"unknown","area_evidence":"","outcome":"","people":[],"facts":[],"pages":0,"ocr_pages":0,"page_estimated":false,"text_sha256":"832eb616d6fa87f6ae1ce17e7c62988a8f58642fdf009df595ee3ce36ec968b1","file_sha256":"832eb616d6fa87f6ae1ce17e7c62988a8f58642fdf009df595ee3ce36ec968b1","warnings":[]}');
INSERT INTO "letters" VALUES('full',5,5,'{"id":"full","source":"mail.eml#letter.pdf","kind":"report","title":"","sent":"2024-02-29","met":"2024-01-05","next_review":"2024-08-01","next_review_text":"","review":"","plans":["APP"],"areas":["Northmoor","Eastvale"],"area_source":"inferred","area_evidence":"","outcome":"","people":[{"name":"A. Person","title":"","organisation":"","part":"signatory","paragraph":1}],"facts":[{"name":"sent","value":"2024-02-29","paragraph":1,"start":0,"end":5}],"pages":0,"ocr_pages":0,"page_estimated":false,"text_sha256":"a","file_sha256":"","warnings":["one"]}');
CREATE TABLE paragraphs (
	"key" INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	sha BLOB NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "paragraphs" VALUES(1048577,'ask',X'5BCB7406869A7C1C4D9445C5EC216F2F5CA5BBDD24AB370B16E47DF83CA4C465','{"letter_id":"n24","number":1,"text":"Delays in annual reviews must be cut.","role":"ask","headings":["Next steps"],"lead_in":"","lead_in_number":null,"label_end":0,"page":null,"boxes":[],"ocr":false,"confidence":null,"next_steps":false}');
INSERT INTO "paragraphs" VALUES(1048578,'ask',X'F6FB909F3FE7C9F0C1590EA3F2758AA90DCB9B628BBACD667D891F34D0DB1A88','{"letter_id":"n24","number":2,"text":"Thank you for meeting us.","role":"ask","headings":["Next steps"],"lead_in":"","lead_in_number":null,"label_end":0,"page":null,"boxes":[],"ocr":false,"confidence":null,"next_steps":false}');
INSERT INTO "paragraphs" VALUES(2097153,'concern',X'11201F007927151016D21F15E5BE69F3535D1468CA972AE12BCDB2DF822A23BD','{"letter_id":"n23","number":1,"text":"Annual reviews were late again.","role":"concern","headings":["Next steps"],"lead_in":"","lead_in_number":null,"label_end":0,"page":null,"boxes":[],"ocr":false,"confidence":null,"next_steps":false}');
INSERT INTO "paragraphs" VALUES(4194305,'ask',X'C31E48332B2657C0E7804147454BA46F5C8BC94F96469125F6BF9F3F1EB08C04','{"letter_id":"u","number":1,"text":"Annual reviews should be on time.","role":"ask","headings":["Next steps"],"lead_in":"","lead_in_number":null,"label_end":0,"page":null,"boxes":[],"ocr":false,"confidence":null,"next_steps":false}');
INSERT INTO "paragraphs" VALUES(5242887,'requirement',X'B78996C515D99F286338F965347B1CD2264D23F074B1F46EA95CE921667176CC','{"letter_id":"full","number":7,"text":"Ŵ “quoted” – café\u0000\n54%","role":"requirement","headings":["One","Two"],"lead_in":"Please:","lead_in_number":6,"label_end":0,"page":2,"boxes":[[2,0.1,0.2,0.3,0.4]],"ocr":true,"confidence":0.5,"next_steps":true}');
CREATE TABLE sources (
	source TEXT NOT NULL, 
	name TEXT NOT NULL, 
	path TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	mtime_ns BIGINT NOT NULL, 
	checked_ns BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	letter_id VARCHAR(200), 
	status VARCHAR(20) NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (source)
);
INSERT INTO "sources" VALUES('/letters/n24.txt','n24.txt','/letters/n24.txt',1,2,3,'936283724e34995f9d8d8e1aac997565c3386317a91c0b5696a3ea2b1510dacc','n24','ok','');
INSERT INTO "sources" VALUES('/letters/n23.txt','n23.txt','/letters/n23.txt',1,2,3,'112d32061ce43aa993c09d48cb913c181d078c785191223f93a45159c503f6c2','n23','ok','');
INSERT INTO "sources" VALUES('/letters/e23.txt','e23.txt','/letters/e23.txt',1,2,3,'bd713f25a39dcc44d9845ec6bc059061aa6baea29ae74e9ecb567c84d59d34c5',NULL,'removed','removed by hand: ingest the file by its own path to bring it back');
INSERT INTO "sources" VALUES('/letters/u.txt','u.txt','/letters/u.txt',1,2,3,'832eb616d6fa87f6ae1ce17e7c62988a8f58642fdf009df595ee3ce36ec968b1','u','ok','');
INSERT INTO "sources" VALUES('/letters/mail.eml#letter.pdf','mail.eml#letter.pdf','/letters/mail.eml#letter.pdf',1,2,3,'','full','ok','');
CREATE TABLE state (
	id INTEGER NOT NULL, 
	schema INTEGER NOT NULL, 
	history VARCHAR(32) NOT NULL, 
	generation INTEGER NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	embedder TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "state" VALUES(1,2,'bda2b6b8e5124c16a9c3e5dea32a50cd',7,'6eea06d5068640c1942dada5808babf3','bag',4);
CREATE TABLE vectors (
	embedder VARCHAR(200) NOT NULL, 
	sha BLOB NOT NULL, 
	vector BLOB NOT NULL, 
	PRIMARY KEY (embedder, sha)
);
INSERT INTO "vectors" VALUES('bag',X'5BCB7406869A7C1C4D9445C5EC216F2F5CA5BBDD24AB370B16E47DF83CA4C465',X'ABD2483E56077B3F0000000000000000');
INSERT INTO "vectors" VALUES('bag',X'F6FB909F3FE7C9F0C1590EA3F2758AA90DCB9B628BBACD667D891F34D0DB1A88',X'EB05D13EEB05513F00000000EB05D13E');
INSERT INTO "vectors" VALUES('bag',X'11201F007927151016D21F15E5BE69F3535D1468CA972AE12BCDB2DF822A23BD',X'B25F9A3E8A8F673F00000000B25F9A3E');
INSERT INTO "vectors" VALUES('bag',X'C31E48332B2657C0E7804147454BA46F5C8BC94F96469125F6BF9F3F1EB08C04',X'B25F9A3E8A8F673F00000000B25F9A3E');
INSERT INTO "vectors" VALUES('bag',X'B78996C515D99F286338F965347B1CD2264D23F074B1F46EA95CE921667176CC',X'F5EB6A3EF830303FF830303F00000000');
CREATE INDEX ix_letters_changed ON letters (changed);
CREATE INDEX ix_paragraphs_sha ON paragraphs (sha);
CREATE INDEX ix_sources_path ON sources (path);
CREATE INDEX ix_sources_letter_id ON sources (letter_id);
COMMIT;