-- An article as it was read, and with which language data its facts were found.
CREATE TABLE article (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    digest    TEXT NOT NULL,          -- of everything that was read: tells whether it changed
    program   TEXT NOT NULL,          -- of program and language data; facts:… where they were given
    published TEXT,                   -- 2016, 2016-12 or 2016-12-13
    publisher TEXT,
    url       TEXT,
    language  TEXT,
    authors   TEXT NOT NULL,          -- JSON array
    other     TEXT NOT NULL,          -- JSON object: fields of the input that newsgraph does not know
    title     TEXT NOT NULL,
    text      TEXT NOT NULL           -- empty where only facts were added
) STRICT;

-- All that decides whether something is to be done anew, without reading a text.
CREATE INDEX article_state ON article (id, digest, program);
CREATE INDEX article_published ON article (published);

-- What an article asserts: a line of the facts format.
CREATE TABLE facts (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    json    TEXT NOT NULL
) STRICT;

-- Every name that an article uses, for search.
CREATE TABLE name (
    number  INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    entity  TEXT NOT NULL,            -- its identifier in the article's facts
    type    TEXT NOT NULL,
    name    TEXT NOT NULL
) STRICT;
CREATE INDEX name_article ON name (article);

-- What people have decided, each as the text of its file.
CREATE TABLE decision (
    kind TEXT PRIMARY KEY,            -- judgements, known
    text TEXT NOT NULL
) STRICT;

-- The graph of one state of the archive: JSON lines, zlib, in parts. Empty until a graph is asked for, and of no use
-- once articles or decisions change; it is then folded anew.
CREATE TABLE resolved (
    state TEXT NOT NULL               -- digest of articles, decisions, program and language data
) STRICT;
CREATE TABLE graph (
    part  INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- The entities of that graph.
CREATE TABLE entity (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    type     TEXT NOT NULL,
    name     TEXT NOT NULL,
    aliases  TEXT NOT NULL,           -- JSON array
    articles INTEGER NOT NULL
) STRICT;
CREATE TABLE entity_article (
    entity  INTEGER NOT NULL REFERENCES entity (number),
    article TEXT NOT NULL,
    name    TEXT NOT NULL,            -- the fullest name that the article uses
    PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE article_search USING fts5 (
    title, text, content = 'article', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE name_search USING fts5 (
    name, content = 'name', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    INSERT INTO article_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    INSERT INTO article_search (article_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER name_added AFTER INSERT ON name BEGIN
    INSERT INTO name_search (rowid, name) VALUES (new.number, new.name);
END;
CREATE TRIGGER name_removed AFTER DELETE ON name BEGIN
    INSERT INTO name_search (name_search, rowid, name) VALUES ('delete', old.number, old.name);
END;

-- The facts as tables, for any SQLite tool. Offsets count code points, end exclusive.
CREATE VIEW mention AS
SELECT article.id AS article, entity.value ->> 'id' AS entity, entity.value ->> 'type' AS type,
       entity.value ->> 'name' AS name, mention.value ->> 'kind' AS kind,
       coalesce(mention.value ->> 'field', 'text') AS field,
       mention.value ->> 'start' AS start, mention.value ->> 'end' AS "end"
FROM facts JOIN article ON article.number = facts.article,
     json_each(facts.json, '$.entities') AS entity, json_each(entity.value, '$.mentions') AS mention;

CREATE VIEW relation AS
SELECT article.id AS article, relation.value ->> 'type' AS type,
       relation.value ->> 'from' AS "from",
       (SELECT e.value ->> 'name' FROM json_each(facts.json, '$.entities') AS e
        WHERE e.value ->> 'id' = relation.value ->> 'from') AS from_name,
       relation.value ->> 'to' AS "to",
       (SELECT e.value ->> 'name' FROM json_each(facts.json, '$.entities') AS e
        WHERE e.value ->> 'id' = relation.value ->> 'to') AS to_name,
       relation.value ->> 'status' AS status, relation.value ->> 'title' AS title,
       relation.value ->> '$.when.start' AS since, relation.value ->> '$.when.end' AS until,
       relation.value ->> 'attributed_to' AS attributed_to,
       coalesce(relation.value ->> '$.evidence.field', 'text') AS field,
       relation.value ->> '$.evidence.start' AS start, relation.value ->> '$.evidence.end' AS "end",
       relation.value ->> '$.evidence.text' AS evidence,
       relation.value ->> 'rule' AS rule, relation.value ->> 'confidence' AS confidence
FROM facts JOIN article ON article.number = facts.article, json_each(facts.json, '$.relations') AS relation;

CREATE VIEW event AS
SELECT article.id AS article, event.value ->> 'id' AS event, event.value ->> 'type' AS type,
       event.value ->> 'name' AS name, event.value ->> 'date' AS date, event.value ->> 'place' AS place,
       event.value ->> 'status' AS status,
       coalesce(event.value ->> '$.trigger.field', 'text') AS field,
       event.value ->> '$.trigger.start' AS start, event.value ->> '$.trigger.end' AS "end",
       event.value ->> '$.trigger.text' AS evidence,
       event.value ->> 'rule' AS rule, event.value ->> 'confidence' AS confidence
FROM facts JOIN article ON article.number = facts.article, json_each(facts.json, '$.events') AS event;

CREATE VIEW participant AS
SELECT article.id AS article, event.value ->> 'id' AS event, participant.value ->> 'id' AS entity,
       participant.value ->> 'role' AS role
FROM facts JOIN article ON article.number = facts.article,
     json_each(facts.json, '$.events') AS event, json_each(event.value, '$.participants') AS participant;

CREATE VIEW statement AS
SELECT article.id AS article, statement.value ->> 'speaker' AS speaker,
       (SELECT e.value ->> 'name' FROM json_each(facts.json, '$.entities') AS e
        WHERE e.value ->> 'id' = statement.value ->> 'speaker') AS speaker_name,
       statement.value ->> 'kind' AS kind, statement.value ->> 'text' AS text,
       statement.value -> 'to' AS "to", statement.value -> 'about' AS about,
       statement.value -> 'content' AS content,
       statement.value ->> 'rule' AS rule, statement.value ->> 'confidence' AS confidence
FROM facts JOIN article ON article.number = facts.article, json_each(facts.json, '$.statements') AS statement;
