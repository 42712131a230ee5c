CREATE CONSTRAINT newsgraph_person IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_organization IF NOT EXISTS FOR (n:Organization) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_place IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_work IF NOT EXISTS FOR (n:Work) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_event IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_statement IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_article IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
UNWIND [
{id: 'ferry song/é', properties: {}},
{id: 'gazette-1', properties: {`name`: 'Talks at the quay', `published`: '2031-03-05', `publisher`: 'The Quay Gazette', `url`: 'https://gazette.example/talks?a=1&b=2'}},
{id: 'wire-7', properties: {`published`: '2031-03-04', `publisher`: 'Coast Wire'}}
] AS row
MERGE (n:Article {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'event/meeting/2031-03-04/ida-holt+jo-brandt', properties: {`name`: 'meeting 2031-03-04', `kind`: 'event', `type`: 'meeting', `date`: '2031-03-04', `status`: 'actual', `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}}
] AS row
MERGE (n:Event {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'organization/brackwater-mills', properties: {`name`: 'Brackwater Mills', `kind`: 'organization', `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}},
{id: 'organization/federal-office-of-rivers', properties: {`name`: 'Federal Office of Rivers', `kind`: 'organization', `aliases`: ['FOR'], `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}}
] AS row
MERGE (n:Organization {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'person/ana-ruiz', properties: {`name`: 'Ana Ruiz', `kind`: 'person', `articles`: 1}},
{id: 'person/holt', properties: {`name`: 'Holt', `kind`: 'person', `articles`: 1}},
{id: 'person/ida-holt', properties: {`name`: 'Ida Holt', `kind`: 'person', `aliases`: ['Holt', 'Ida M. Holt'], `descriptions`: ['mayor'], `gender`: 'female', `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}},
{id: 'person/jo-brandt', properties: {`name`: 'Jo Brandt', `kind`: 'person', `aliases`: ['Brandt'], `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}}
] AS row
MERGE (n:Person {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'place/harlow-quay', properties: {`name`: 'Harlow Quay', `kind`: 'place', `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}}
] AS row
MERGE (n:Place {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'statement/ida-holt/bridge-will-be-open-before', properties: {`name`: 'The bridge will be open before the snow comes', `kind`: 'statement', `type`: 'direct', `articles`: 2, `first_published`: '2031-03-04', `last_published`: '2031-03-05'}}
] AS row
MERGE (n:Statement {id: row.id}) SET n += row.properties;
UNWIND [
{id: 'work/ferry-song', properties: {`name`: 'Ferry \\ Song', `kind`: 'work', `articles`: 1}}
] AS row
MERGE (n:Work {id: row.id}) SET n += row.properties;
UNWIND [
{a: 'event/meeting/2031-03-04/ida-holt+jo-brandt', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'event/meeting/2031-03-04/ida-holt+jo-brandt', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Event {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'event/meeting/2031-03-04/ida-holt+jo-brandt', b: 'person/ida-holt', class: 'participant', type: 'attendee', properties: {`type`: 'attendee', `class`: 'participant', `label`: 'attendee', `symmetric`: false, `status`: 'actual', `start`: '2031-03', `end`: '2031-03-04', `confidence`: 0.80, `articles`: 2, `independent`: 2, `evidence`: ['met', 'talks'], `evidence_article`: ['gazette-1', 'wire-7'], `evidence_field`: ['text', 'text'], `evidence_start`: [30, 42], `evidence_end`: [33, 47], `evidence_status`: ['actual', 'actual'], `evidence_rule`: ['sample', 'sample'], `evidence_confidence`: [0.80, 0.80]}},
{a: 'event/meeting/2031-03-04/ida-holt+jo-brandt', b: 'person/jo-brandt', class: 'participant', type: 'attendee', properties: {`type`: 'attendee', `class`: 'participant', `label`: 'attendee', `symmetric`: false, `status`: 'actual', `start`: '2031-03', `end`: '2031-03-04', `confidence`: 0.80, `articles`: 2, `independent`: 2, `evidence`: ['met', 'talks'], `evidence_article`: ['gazette-1', 'wire-7'], `evidence_field`: ['text', 'text'], `evidence_start`: [30, 42], `evidence_end`: [33, 47], `evidence_status`: ['actual', 'actual'], `evidence_rule`: ['sample', 'sample'], `evidence_confidence`: [0.80, 0.80]}}
] AS row
MATCH (a:Event {id: row.a}) MATCH (b:Person {id: row.b}) MERGE (a)-[r:ATTENDEE {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'event/meeting/2031-03-04/ida-holt+jo-brandt', b: 'place/harlow-quay', class: 'place', type: 'place', properties: {`type`: 'place', `class`: 'place', `label`: 'place', `symmetric`: false, `status`: 'actual', `start`: '2031-03', `end`: '2031-03-04', `confidence`: 0.80, `articles`: 2, `independent`: 2, `evidence`: ['met', 'talks'], `evidence_article`: ['gazette-1', 'wire-7'], `evidence_field`: ['text', 'text'], `evidence_start`: [30, 42], `evidence_end`: [33, 47], `evidence_status`: ['actual', 'actual'], `evidence_rule`: ['sample', 'sample'], `evidence_confidence`: [0.80, 0.80]}}
] AS row
MATCH (a:Event {id: row.a}) MATCH (b:Place {id: row.b}) MERGE (a)-[r:PLACE {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'organization/brackwater-mills', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'organization/brackwater-mills', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'organization/federal-office-of-rivers', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'organization/federal-office-of-rivers', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Organization {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'organization/brackwater-mills', b: 'organization/federal-office-of-rivers', class: 'relation', type: 'sues', properties: {`type`: 'sues', `class`: 'relation', `label`: 'sues', `symmetric`: false, `status`: 'negated', `confidence`: 0.90, `articles`: 1, `independent`: 1, `evidence`: ['Brackwater Mills denied that it sued the FOR'], `evidence_article`: ['wire-7'], `evidence_field`: ['text'], `evidence_start`: [133], `evidence_end`: [177], `evidence_status`: ['negated'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.90]}}
] AS row
MATCH (a:Organization {id: row.a}) MATCH (b:Organization {id: row.b}) MERGE (a)-[r:SUES {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/ana-ruiz', b: 'ferry song/é', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'person/holt', b: 'ferry song/é', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'person/ida-holt', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'person/ida-holt', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'person/jo-brandt', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'person/jo-brandt', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/jo-brandt', b: 'organization/federal-office-of-rivers', class: 'relation', type: 'leads', properties: {`type`: 'leads', `class`: 'relation', `label`: 'leads', `symmetric`: false, `status`: 'actual', `title`: 'head', `confidence`: 0.90, `articles`: 1, `independent`: 1, `evidence`: ['Jo Brandt, the head of the Federal Office of Rivers'], `evidence_article`: ['gazette-1'], `evidence_field`: ['text'], `evidence_start`: [34], `evidence_end`: [85], `evidence_status`: ['actual'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.90]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Organization {id: row.b}) MERGE (a)-[r:LEADS {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/jo-brandt', b: 'organization/brackwater-mills', class: 'relation', type: 'works-for', properties: {`type`: 'works-for', `class`: 'relation', `label`: 'works for', `symmetric`: false, `status`: 'former', `end`: '2030', `confidence`: 0.90, `articles`: 1, `independent`: 1, `evidence`: ['Brandt used to work for Brackwater Mills'], `evidence_article`: ['gazette-1'], `evidence_field`: ['text'], `evidence_start`: [187], `evidence_end`: [227], `evidence_status`: ['former'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.90]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Organization {id: row.b}) MERGE (a)-[r:WORKS_FOR {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/ida-holt', b: 'person/jo-brandt', class: 'relation', type: 'met-with', properties: {`type`: 'met-with', `class`: 'relation', `label`: 'met with', `symmetric`: true, `status`: 'actual', `confidence`: 0.90, `articles`: 2, `independent`: 2, `evidence`: ['Ida Holt of Harlow Quay met Jo Brandt', 'Ida M. Holt and Jo Brandt of the FOR held talks'], `evidence_article`: ['gazette-1', 'wire-7'], `evidence_field`: ['text', 'text'], `evidence_start`: [6, 0], `evidence_end`: [43, 47], `evidence_status`: ['actual', 'actual'], `evidence_rule`: ['sample', 'sample'], `evidence_confidence`: [0.90, 0.90]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Person {id: row.b}) MERGE (a)-[r:MET_WITH {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/ida-holt', b: 'place/harlow-quay', class: 'relation', type: 'leads', properties: {`type`: 'leads', `class`: 'relation', `label`: 'leads', `symmetric`: false, `status`: 'actual', `title`: 'Mayor', `confidence`: 0.90, `articles`: 1, `independent`: 1, `evidence`: ['Mayor Ida Holt of Harlow Quay'], `evidence_article`: ['gazette-1'], `evidence_field`: ['text'], `evidence_start`: [0], `evidence_end`: [29], `evidence_status`: ['actual'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.90]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Place {id: row.b}) MERGE (a)-[r:LEADS {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/ida-holt', b: 'statement/ida-holt/bridge-will-be-open-before', class: 'said', type: 'said', properties: {`type`: 'said', `class`: 'said', `label`: 'said', `symmetric`: false, `status`: 'actual', `confidence`: 0.95, `articles`: 2, `independent`: 2, `evidence`: ['The bridge will be open before the snow comes', 'The bridge will be open before the snow comes'], `evidence_article`: ['gazette-1', 'wire-7'], `evidence_field`: ['text', 'text'], `evidence_start`: [121, 75], `evidence_end`: [166, 120], `evidence_status`: ['actual', 'actual'], `evidence_rule`: ['sample', 'sample'], `evidence_confidence`: [0.95, 0.95]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Statement {id: row.b}) MERGE (a)-[r:SAID {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'person/ana-ruiz', b: 'work/ferry-song', class: 'relation', type: 'created', properties: {`type`: 'created', `class`: 'relation', `label`: 'created', `symmetric`: false, `status`: 'actual', `confidence`: 0.90, `articles`: 1, `independent`: 1, `evidence`: ['“Ferry \\ Song” by Ana Ruiz'], `evidence_article`: ['ferry song/é'], `evidence_field`: ['text'], `evidence_start`: [4], `evidence_end`: [30], `evidence_status`: ['actual'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.90]}}
] AS row
MATCH (a:Person {id: row.a}) MATCH (b:Work {id: row.b}) MERGE (a)-[r:CREATED {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'place/harlow-quay', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'place/harlow-quay', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Place {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'statement/ida-holt/bridge-will-be-open-before', b: 'gazette-1', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}},
{a: 'statement/ida-holt/bridge-will-be-open-before', b: 'wire-7', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Statement {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'statement/ida-holt/bridge-will-be-open-before', b: 'person/jo-brandt', class: 'to', type: 'to', properties: {`type`: 'to', `class`: 'to', `label`: 'to', `symmetric`: false, `status`: 'actual', `confidence`: 0.95, `articles`: 1, `independent`: 1, `evidence`: ['The bridge will be open before the snow comes'], `evidence_article`: ['gazette-1'], `evidence_field`: ['text'], `evidence_start`: [121], `evidence_end`: [166], `evidence_status`: ['actual'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.95]}}
] AS row
MATCH (a:Statement {id: row.a}) MATCH (b:Person {id: row.b}) MERGE (a)-[r:TO {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'statement/ida-holt/bridge-will-be-open-before', b: 'place/harlow-quay', class: 'about', type: 'about', properties: {`type`: 'about', `class`: 'about', `label`: 'about', `symmetric`: false, `status`: 'actual', `confidence`: 0.95, `articles`: 1, `independent`: 1, `evidence`: ['The bridge will be open before the snow comes'], `evidence_article`: ['wire-7'], `evidence_field`: ['text'], `evidence_start`: [75], `evidence_end`: [120], `evidence_status`: ['actual'], `evidence_rule`: ['sample'], `evidence_confidence`: [0.95]}}
] AS row
MATCH (a:Statement {id: row.a}) MATCH (b:Place {id: row.b}) MERGE (a)-[r:ABOUT {class: row.class, type: row.type}]->(b) SET r += row.properties;
UNWIND [
{a: 'work/ferry-song', b: 'ferry song/é', class: 'mention', type: 'mentioned-in', properties: {`type`: 'mentioned-in', `class`: 'mention', `mentions`: 1}}
] AS row
MATCH (a:Work {id: row.a}) MATCH (b:Article {id: row.b}) MERGE (a)-[r:MENTIONED_IN {class: row.class, type: row.type}]->(b) SET r += row.properties;
