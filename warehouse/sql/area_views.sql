-- What an account of one area reads: views that stand in the place of the tables and views of the same name. Village
-- figures are those of the own area alone; of areas above villages elsewhere those that the gate lets out (they are kept
-- in shown_facts and shown_summary). {own}: the schema of these views. PREFIX: what the codes of the area begin with.
CREATE VIEW {own}.batch_areas AS
SELECT * FROM {whole}.main.batch_areas
WHERE starts_with(area_code, 'PREFIX') OR length(area_code) < 8;

CREATE VIEW {own}.facts AS
SELECT * FROM {whole}.main.facts WHERE starts_with(area_code, 'PREFIX')
UNION ALL
SELECT * FROM {scopes}.main.shown_facts WHERE NOT starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.summary AS
SELECT * FROM {whole}.main.summary WHERE starts_with(area_code, 'PREFIX')
UNION ALL
SELECT * FROM {scopes}.main.shown_summary WHERE NOT starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.measures AS
SELECT * FROM {whole}.main.measures
WHERE starts_with(area_code, 'PREFIX') OR length(area_code) < 8;

-- As the views of the database of the same names. They need no look at whose the imports are: the figures are chosen.
CREATE VIEW {own}.live_facts AS
SELECT facts.*, batches.counting, batches.is_synthetic
FROM {own}.facts
JOIN {whole}.main.batch_areas USING (batch_id, area_code)
JOIN {whole}.main.batches USING (batch_id)
WHERE batch_areas.is_live;

CREATE VIEW {own}.live_measures AS
SELECT measures.*
FROM {own}.measures
JOIN {whole}.main.batch_areas USING (batch_id, area_code)
WHERE batch_areas.is_live;

CREATE VIEW {own}.household_targets AS
SELECT * FROM {whole}.main.household_targets WHERE starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.cell_checks AS
SELECT * FROM {whole}.main.cell_checks WHERE starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.marked_areas AS
SELECT * FROM {whole}.main.marked_areas WHERE starts_with(area_code, 'PREFIX') OR length(area_code) < 8;

CREATE VIEW {own}.area_groups AS
SELECT * FROM {whole}.main.area_groups
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT unnest(area_codes) AS code) WHERE length(code) >= 8 AND NOT starts_with(code, 'PREFIX')
);

CREATE VIEW {own}.area_choices AS
SELECT * FROM {whole}.main.area_choices WHERE area_code = 'PREFIX' OR area_code = '';

CREATE VIEW {own}.office_rows AS
SELECT * FROM {whole}.main.office_rows WHERE starts_with('PREFIX', area_code) OR starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.plans AS
SELECT * FROM {whole}.main.plans WHERE starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.plan_versions AS
SELECT * FROM {whole}.main.plan_versions WHERE plan_id IN (SELECT plan_id FROM {own}.plans);

CREATE VIEW {own}.plan_items AS
SELECT * FROM {whole}.main.plan_items WHERE plan_id IN (SELECT plan_id FROM {own}.plans);

CREATE VIEW {own}.workshops AS
SELECT * FROM {whole}.main.workshops WHERE starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.workshop_scores AS
SELECT * FROM {whole}.main.workshop_scores WHERE workshop_id IN (SELECT workshop_id FROM {own}.workshops);

CREATE VIEW {own}.approvals AS
SELECT * FROM {whole}.main.approvals WHERE batch_id IN (SELECT batch_id FROM {own}.batch_areas);

CREATE VIEW {own}.actions AS
SELECT * FROM {whole}.main.actions WHERE starts_with(area_code, 'PREFIX');

CREATE VIEW {own}.accounts AS
SELECT * FROM {whole}.main.accounts WHERE starts_with(area_code, 'PREFIX');
