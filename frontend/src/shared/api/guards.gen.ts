// Generated from schema.yaml by `npm run schema`. Do not edit.
import * as v from 'valibot';

export const TokenScope = /* #__PURE__ */ v.picklist(["read", "label", "manage"]);

export const AccessToken = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "prefix": v.string(),
  "scopes": v.array(TokenScope),
  "created_at": v.string(),
  "expires_at": v.nullable(v.string()),
  "has_expired": v.boolean(),
  "last_used_at": v.nullable(v.string()),
});

export const AccessTokenCreate = /* #__PURE__ */ v.object({
  "name": v.string(),
  "scopes": v.array(TokenScope),
  "days": v.optional(v.nullable(v.number())),
});

export const AccessTokenMade = /* #__PURE__ */ v.object({
  "token": AccessToken,
  "secret": v.string(),
});

export const AccuracyChange = /* #__PURE__ */ v.object({
  "round": v.number(),
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
  "is_clear": v.boolean(),
});

export const Answer = /* #__PURE__ */ v.object({
  "key": v.string(),
  "item": v.number(),
  "label": v.nullable(v.number()),
  "skip_reason": v.optional(v.string()),
  "flagged": v.optional(v.boolean()),
  "comment": v.optional(v.string()),
  "seconds": v.optional(v.number()),
  "answered_at": v.string(),
});

export const OriginEnum = /* #__PURE__ */ v.picklist(["queue", "import", "api"]);

export const AnswerRow = /* #__PURE__ */ v.object({
  "id": v.number(),
  "item": v.number(),
  "external_id": v.string(),
  "user": v.number(),
  "username": v.string(),
  "label": v.nullable(v.string()),
  "skip_reason": v.string(),
  "flagged": v.boolean(),
  "comment": v.string(),
  "seconds": v.number(),
  "answered_at": v.string(),
  "received_at": v.string(),
  "replaced_at": v.nullable(v.string()),
  "is_taken_back": v.boolean(),
  "late": v.boolean(),
  "paid": v.boolean(),
  "origin": OriginEnum,
  "source": v.nullable(v.string()),
  "round": v.nullable(v.number()),
  "rank": v.nullable(v.number()),
  "score": v.nullable(v.number()),
  "probability": v.nullable(v.number()),
});

export const AnswerPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(AnswerRow),
});

export const AnswerStatus = /* #__PURE__ */ v.picklist(["accepted", "duplicate", "refused"]);

export const AnswerResult = /* #__PURE__ */ v.object({
  "key": v.nullable(v.string()),
  "status": AnswerStatus,
  "code": v.string(),
  "detail": v.string(),
});

export const AskedFirst = /* #__PURE__ */ v.object({
  "representation": v.string(),
  "title": v.string(),
  "among": v.number(),
  "count": v.number(),
});

export const Awaited = /* #__PURE__ */ v.object({
  "answered": v.number(),
  "needed": v.number(),
});

export const AwaitedAnswers = /* #__PURE__ */ v.object({
  "answered": v.number(),
  "needed": v.number(),
  "money": v.nullable(v.string()),
  "labels": v.number(),
  "hours": v.nullable(v.number()),
  "items_suffice": v.boolean(),
  "budget_suffices": v.boolean(),
  "detail": v.string(),
});

export const BenchmarkSource = /* #__PURE__ */ v.picklist(["truth", "labels"]);

export const JobState = /* #__PURE__ */ v.picklist(["waiting", "running", "done", "failed", "cancelled"]);

export const BenchmarkJudge = /* #__PURE__ */ v.picklist(["fresh", "own"]);

export const BenchmarkAnnotators = /* #__PURE__ */ v.object({
  "count": v.number(),
  "noise": v.number(),
  "confusion": v.nullable(v.array(v.array(v.number()))),
  "seconds_per_label": v.number(),
  "absence": v.number(),
});

export const BenchmarkSettings = /* #__PURE__ */ v.object({
  "title": v.string(),
  "source": BenchmarkSource,
  "strategies": v.array(v.string()),
  "seeds": v.number(),
  "initial": v.number(),
  "query": v.number(),
  "rounds": v.number(),
  "pool": v.number(),
  "test": v.number(),
  "judge": BenchmarkJudge,
  "target_error": v.nullable(v.number()),
  "annotators": BenchmarkAnnotators,
});

export const Certainty = /* #__PURE__ */ v.picklist(["clear", "leaning", "noise", "early"]);

export const BenchmarkAdvice = /* #__PURE__ */ v.object({
  "strategy": v.nullable(v.string()),
  "certainty": Certainty,
  "sentence": v.string(),
});

export const BenchmarkRun = /* #__PURE__ */ v.object({
  "seed": v.number(),
  "state": JobState,
  "done": v.number(),
  "total": v.number(),
  "error": v.string(),
});

export const Spread = /* #__PURE__ */ v.object({
  "mean": v.number(),
  "spread": v.number(),
  "low": v.nullable(v.number()),
  "high": v.nullable(v.number()),
  "n": v.number(),
});

export const BenchmarkPoint = /* #__PURE__ */ v.object({
  "round": v.number(),
  "labels": v.number(),
  "money": v.number(),
  "people_s": v.number(),
  "machine_s": v.number(),
  "error": Spread,
  "proxy_error": v.nullable(Spread),
  "audit": v.nullable(Spread),
  "lure": v.nullable(Spread),
  "update_s": v.number(),
  "score_s": v.number(),
  "query_s": v.number(),
  "other_s": v.number(),
  "n": v.number(),
});

export const BenchmarkTableRow = /* #__PURE__ */ v.object({
  "error": Spread,
  "aubc": Spread,
  "labels_to_target": v.nullable(Spread),
  "speed_up": v.nullable(v.number()),
  "against_random": v.nullable(Spread),
  "label_factor": v.nullable(Spread),
});

export const BenchmarkArm = /* #__PURE__ */ v.object({
  "name": v.string(),
  "title": v.string(),
  "runs": v.array(BenchmarkRun),
  "points": v.array(BenchmarkPoint),
  "row": v.nullable(BenchmarkTableRow),
});

export const BenchmarkPenalty = /* #__PURE__ */ v.object({
  "names": v.array(v.string()),
  "wins": v.array(v.array(v.number())),
});

export const Benchmark = /* #__PURE__ */ v.object({
  "id": v.number(),
  "project": v.number(),
  "title": v.string(),
  "source": BenchmarkSource,
  "state": JobState,
  "done": v.number(),
  "total": v.number(),
  "seconds_left": v.nullable(v.number()),
  "created_at": v.string(),
  "started_at": v.nullable(v.string()),
  "finished_at": v.nullable(v.string()),
  "sentence": v.string(),
  "error": v.string(),
  "can_cancel": v.boolean(),
  "strategies": v.array(v.string()),
  "seeds": v.number(),
  "settings": BenchmarkSettings,
  "currency": v.string(),
  "judge_name": v.string(),
  "test_items": v.nullable(v.number()),
  "pool_items": v.nullable(v.number()),
  "target_error": v.nullable(v.number()),
  "hardware": v.string(),
  "digest": v.string(),
  "advice": BenchmarkAdvice,
  "arms": v.array(BenchmarkArm),
  "penalty": v.nullable(BenchmarkPenalty),
});

export const BenchmarkOffer = /* #__PURE__ */ v.object({
  "source": BenchmarkSource,
  "items": v.number(),
  "usable": v.boolean(),
  "detail": v.string(),
});

export const BenchmarkRow = /* #__PURE__ */ v.object({
  "id": v.number(),
  "project": v.number(),
  "title": v.string(),
  "source": BenchmarkSource,
  "state": JobState,
  "done": v.number(),
  "total": v.number(),
  "seconds_left": v.nullable(v.number()),
  "created_at": v.string(),
  "started_at": v.nullable(v.string()),
  "finished_at": v.nullable(v.string()),
  "sentence": v.string(),
  "error": v.string(),
  "can_cancel": v.boolean(),
  "strategies": v.array(v.string()),
  "seeds": v.number(),
});

export const BenchmarkList = /* #__PURE__ */ v.object({
  "sources": v.array(BenchmarkOffer),
  "benchmarks": v.array(BenchmarkRow),
});

export const BenchmarkPlan = /* #__PURE__ */ v.object({
  "pool": v.number(),
  "test": v.number(),
  "labels": v.number(),
  "runs": v.number(),
  "rounds": v.number(),
  "minutes": v.nullable(v.number()),
  "detail": v.string(),
});

export const ByEnum = /* #__PURE__ */ v.picklist(["link", "drawn"]);

export const CautionStage = /* #__PURE__ */ v.picklist(["told", "stopped"]);

export const CautionReason = /* #__PURE__ */ v.picklist(["gold", "pace", "same"]);

export const Caution = /* #__PURE__ */ v.object({
  "id": v.number(),
  "user": v.number(),
  "username": v.string(),
  "stage": CautionStage,
  "reason": CautionReason,
  "sentence": v.string(),
  "at": v.string(),
  "lifted_at": v.nullable(v.string()),
  "lifted_by": v.string(),
  "why": v.string(),
});

export const CautionPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(Caution),
});

export const Chance = /* #__PURE__ */ v.object({
  "value": v.number(),
  "name": v.string(),
});

export const ChosenEvent = /* #__PURE__ */ v.picklist(["item.labelled", "round.done", "budget.reached", "project.status", "job.ended"]);

export const Estimate = /* #__PURE__ */ v.object({
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
  "n": v.number(),
  "is_sure": v.boolean(),
});

export const ClassShare = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "color": v.string(),
  "labels": v.number(),
  "audit_labels": v.number(),
  "share": v.number(),
  "prevalence": v.nullable(Estimate),
});

export const ColumnValue = /* #__PURE__ */ v.object({
  "name": v.string(),
  "value": v.string(),
});

export const Contradiction = /* #__PURE__ */ v.object({
  "content": v.string(),
  "labels": v.array(v.string()),
  "lines": v.array(v.number()),
});

export const Credentials = /* #__PURE__ */ v.object({
  "username": v.string(),
  "password": v.string(),
});

export const CurvePoint = /* #__PURE__ */ v.object({
  "round": v.number(),
  "labels": v.number(),
  "money": v.string(),
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
  "n": v.number(),
});

export const DecisionKind = /* #__PURE__ */ v.picklist(["settle", "ask_again", "take_back", "set_aside", "put_back", "accept", "reject", "to_gold", "off_gold", "send_back"]);

export const Decision = /* #__PURE__ */ v.object({
  "id": v.number(),
  "kind": DecisionKind,
  "sentence": v.string(),
  "why": v.string(),
  "chosen": v.nullable(v.record(v.string(), v.unknown())),
  "person": v.nullable(v.number()),
  "since": v.nullable(v.string()),
  "label": v.string(),
  "items": v.number(),
  "labels": v.number(),
  "skips": v.number(),
  "by": v.string(),
  "at": v.string(),
  "undone_by": v.string(),
  "undone_at": v.nullable(v.string()),
});

export const DecisionOnItems = /* #__PURE__ */ v.picklist(["ask_again", "set_aside", "put_back", "off_gold"]);

export const ItemStanding = /* #__PURE__ */ v.picklist(["labelled", "tied", "unlabelled", "set_aside"]);

export const ItemRole = /* #__PURE__ */ v.picklist(["pool", "audit", "gold"]);

export const ItemFilter = /* #__PURE__ */ v.object({
  "id": v.optional(v.array(v.number())),
  "state": v.optional(v.nullable(ItemStanding)),
  "label": v.optional(v.nullable(v.string())),
  "set_aside": v.optional(v.nullable(v.boolean())),
  "role": v.optional(v.nullable(ItemRole)),
  "measures": v.optional(v.nullable(v.boolean())),
  "split": v.optional(v.nullable(v.string())),
  "external_id": v.optional(v.nullable(v.string())),
  "text": v.optional(v.nullable(v.string())),
  "column": v.optional(v.array(v.string())),
  "leased": v.optional(v.nullable(v.boolean())),
  "person": v.optional(v.nullable(v.number())),
  "given": v.optional(v.array(v.string())),
  "truth": v.optional(v.nullable(v.string())),
  "answers": v.optional(v.nullable(v.number())),
  "answers_from": v.optional(v.nullable(v.number())),
  "answers_to": v.optional(v.nullable(v.number())),
  "skipped": v.optional(v.nullable(v.boolean())),
  "skip_reason": v.optional(v.nullable(v.string())),
  "flagged": v.optional(v.nullable(v.boolean())),
  "commented": v.optional(v.nullable(v.boolean())),
  "disagreeing": v.optional(v.nullable(v.boolean())),
  "adjudicated": v.optional(v.nullable(v.boolean())),
  "sampled": v.optional(v.nullable(v.boolean())),
  "reviewed": v.optional(v.nullable(v.boolean())),
  "returned": v.optional(v.nullable(v.boolean())),
  "suggested": v.optional(v.nullable(v.string())),
  "suggested_by": v.optional(v.nullable(v.string())),
  "not_suggested_by": v.optional(v.nullable(v.string())),
  "predicted": v.optional(v.nullable(v.string())),
  "probability_from": v.optional(v.nullable(v.number())),
  "probability_to": v.optional(v.nullable(v.number())),
  "against_model": v.optional(v.nullable(v.boolean())),
  "suspected": v.optional(v.nullable(v.boolean())),
  "round": v.optional(v.nullable(v.number())),
  "answered_from": v.optional(v.nullable(v.string())),
  "answered_to": v.optional(v.nullable(v.string())),
  "added_from": v.optional(v.nullable(v.string())),
  "added_to": v.optional(v.nullable(v.string())),
});

export const DecisionByFilter = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionOnItems,
  "items": ItemFilter,
});

export const DecisionById = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionOnItems,
  "ids": v.array(v.number()),
});

export const DecisionOnAnswers = /* #__PURE__ */ v.picklist(["take_back"]);

export const DecisionOutcome = /* #__PURE__ */ v.object({
  "decision": v.nullable(v.number()),
  "items": v.number(),
  "labels": v.number(),
  "skips": v.number(),
  "open_again": v.number(),
  "paid_labels": v.number(),
  "money": v.string(),
  "held": v.number(),
  "left": v.boolean(),
  "detail": v.string(),
});

export const DecisionPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(Decision),
});

export const DecisionWithLabel = /* #__PURE__ */ v.picklist(["settle"]);

export const DecisionSettleByFilter = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionWithLabel,
  "label": v.string(),
  "items": ItemFilter,
});

export const DecisionSettleById = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionWithLabel,
  "label": v.string(),
  "ids": v.array(v.number()),
});

export const DecisionTakeBack = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionOnAnswers,
  "person": v.number(),
  "since": v.optional(v.nullable(v.string())),
  "items": v.optional(ItemFilter),
});

export const DecisionToGold = /* #__PURE__ */ v.picklist(["to_gold"]);

export const DecisionToGoldByFilter = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionToGold,
  "label": v.optional(v.string()),
  "items": ItemFilter,
});

export const DecisionToGoldById = /* #__PURE__ */ v.object({
  "why": v.optional(v.string()),
  "expected": v.optional(v.number()),
  "kind": DecisionToGold,
  "label": v.optional(v.string()),
  "ids": v.array(v.number()),
});

export const DecisionUndone = /* #__PURE__ */ v.object({
  "changed": v.number(),
  "stayed": v.number(),
  "detail": v.string(),
});

export const DecisionWrite = /* #__PURE__ */ v.union([DecisionTakeBack, DecisionById, DecisionByFilter, DecisionSettleById, DecisionSettleByFilter, DecisionToGoldById, DecisionToGoldByFilter]);

export const DeckHolder = /* #__PURE__ */ v.object({
  "username": v.string(),
  "items": v.number(),
  "until": v.string(),
});

export const DeckHeld = /* #__PURE__ */ v.object({
  "people": v.number(),
  "items": v.number(),
  "until": v.string(),
  "lacks_budget": v.boolean(),
  "holders": v.array(DeckHolder),
});

export const DeckEnding = /* #__PURE__ */ v.object({
  "left": v.number(),
  "skipped": v.number(),
  "for_others": v.number(),
  "held": v.nullable(DeckHeld),
});

export const LookEnum = /* #__PURE__ */ v.picklist(["heading", "small"]);

export const DeckField = /* #__PURE__ */ v.object({
  "name": v.string(),
  "look": LookEnum,
  "value": v.string(),
});

export const DeckImage = /* #__PURE__ */ v.object({
  "url": v.string(),
  "width": v.number(),
  "height": v.number(),
});

export const DeckSuggestion = /* #__PURE__ */ v.object({
  "label": v.number(),
  "probability": v.nullable(v.number()),
  "score": v.nullable(v.number()),
});

export const DeckReturned = /* #__PURE__ */ v.object({
  "note": v.string(),
  "answered": v.boolean(),
  "label": v.nullable(v.number()),
});

export const DeckItem = /* #__PURE__ */ v.object({
  "id": v.number(),
  "text": v.nullable(v.string()),
  "image": v.nullable(DeckImage),
  "fields": v.array(DeckField),
  "suggestion": v.nullable(DeckSuggestion),
  "returned": v.nullable(DeckReturned),
  "expires_at": v.string(),
});

export const DeckModel = /* #__PURE__ */ v.object({
  "round": v.nullable(v.number()),
  "running": v.boolean(),
  "labels_behind": v.number(),
  "worker_alive": v.boolean(),
  "worker_seen_at": v.nullable(v.string()),
});

export const DeckProgress = /* #__PURE__ */ v.object({
  "labels": v.number(),
  "budget": v.number(),
  "mine": v.number(),
  "skipped": v.number(),
});

export const Kind = /* #__PURE__ */ v.picklist(["image", "text"]);

export const LabelClass = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "key": v.string(),
  "color": v.string(),
  "position": v.number(),
});

export const Role = /* #__PURE__ */ v.picklist(["manager", "annotator", "reviewer"]);

export const DeckProject = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "kind": Kind,
  "guidelines": v.string(),
  "labels": v.array(LabelClass),
  "deck_size": v.number(),
  "role": Role,
  "version": v.string(),
});

export const DeckRequest = /* #__PURE__ */ v.object({
  "submission": v.string(),
  "person": v.optional(v.nullable(v.number())),
  "answers": v.optional(v.array(Answer)),
  "page": v.optional(v.nullable(v.string())),
  "want": v.optional(v.number()),
  "holding": v.optional(v.array(v.number())),
  "again": v.optional(v.array(v.number())),
  "give_back": v.optional(v.array(v.number())),
  "skipped_until": v.optional(v.nullable(v.string())),
  "include_project": v.optional(v.boolean()),
  "project_version": v.optional(v.nullable(v.string())),
});

export const DeckState = /* #__PURE__ */ v.picklist(["open", "waiting", "done_here", "paused", "budget_spent", "finished", "stopped"]);

export const DeckResponse = /* #__PURE__ */ v.object({
  "results": v.array(AnswerResult),
  "items": v.array(DeckItem),
  "lost": v.array(v.number()),
  "progress": DeckProgress,
  "model": DeckModel,
  "state": DeckState,
  "retry_in_s": v.nullable(v.number()),
  "detail": v.string(),
  "caution": v.string(),
  "ending": v.nullable(DeckEnding),
  "server_time": v.string(),
  "project": v.nullable(DeckProject),
});

export const DeliveryState = /* #__PURE__ */ v.picklist(["waiting", "delivered", "failed"]);

export const DemoAccount = /* #__PURE__ */ v.object({
  "username": v.string(),
  "password": v.string(),
  "role": v.string(),
});

export const ExportWhat = /* #__PURE__ */ v.picklist(["items", "answers", "predictions", "model", "labels", "archive"]);

export const ExportFormat = /* #__PURE__ */ v.picklist(["csv", "csv-spreadsheet", "xlsx", "jsonl", "parquet", "records", "label-studio", "doccano", "fasttext", "hf", "imagefolder", "zip"]);

export const ExportCreate = /* #__PURE__ */ v.object({
  "what": v.optional(ExportWhat),
  "format": ExportFormat,
  "with_replaced": v.optional(v.boolean()),
  "with_model": v.optional(v.boolean()),
  "items": v.optional(ItemFilter),
});

export const JobKind = /* #__PURE__ */ v.picklist(["import", "preview", "export", "round", "oracle", "benchmark", "features"]);

export const JobCounts = /* #__PURE__ */ v.object({
  "added": v.number(),
  "unchanged": v.number(),
  "updated": v.number(),
  "rejected": v.number(),
  "answers": v.number(),
  "skips": v.number(),
  "truths": v.number(),
  "suggestions": v.number(),
  "people": v.number(),
});

export const JobFile = /* #__PURE__ */ v.object({
  "name": v.string(),
  "size": v.number(),
  "sha256": v.string(),
});

export const Job = /* #__PURE__ */ v.object({
  "id": v.string(),
  "kind": JobKind,
  "title": v.string(),
  "project": v.number(),
  "project_name": v.string(),
  "state": JobState,
  "done": v.number(),
  "total": v.nullable(v.number()),
  "rate": v.nullable(v.number()),
  "seconds_left": v.nullable(v.number()),
  "started_at": v.nullable(v.string()),
  "finished_at": v.nullable(v.string()),
  "created_at": v.string(),
  "message": v.string(),
  "error": v.string(),
  "problems": v.number(),
  "counts": v.nullable(JobCounts),
  "can_cancel": v.boolean(),
  "download_url": v.nullable(v.string()),
  "file": v.nullable(JobFile),
  "problems_url": v.nullable(v.string()),
  "log": v.array(v.string()),
});

export const ExportPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(Job),
});

export const FeatureProgress = /* #__PURE__ */ v.object({
  "encoder": v.string(),
  "about": v.string(),
  "rows": v.number(),
  "total": v.number(),
  "error": v.string(),
});

export const FieldChosen = /* #__PURE__ */ v.object({
  "name": v.string(),
  "look": LookEnum,
  "read": v.boolean(),
});

export const LabelsAreEnum = /* #__PURE__ */ v.picklist(["answers", "truth", "suggestions"]);

export const ShownField = /* #__PURE__ */ v.object({
  "name": v.string(),
  "look": LookEnum,
  "read": v.optional(v.boolean()),
});

export const MappedLabel = /* #__PURE__ */ v.object({
  "label": v.string(),
  "to": v.nullable(v.string()),
});

export const FileChoices = /* #__PURE__ */ v.object({
  "format": v.optional(v.string()),
  "encoding": v.optional(v.string()),
  "has_header": v.optional(v.boolean()),
  "sheet": v.optional(v.string()),
  "text_column": v.optional(v.string()),
  "label_column": v.optional(v.string()),
  "id_column": v.optional(v.string()),
  "person_column": v.optional(v.string()),
  "time_column": v.optional(v.string()),
  "labels_are": v.optional(LabelsAreEnum),
  "fields": v.optional(v.array(ShownField)),
  "mapping": v.optional(v.array(MappedLabel)),
});

export const FileChosen = /* #__PURE__ */ v.object({
  "format": v.nullable(v.string()),
  "encoding": v.nullable(v.string()),
  "has_header": v.nullable(v.boolean()),
  "sheet": v.nullable(v.string()),
  "text_column": v.nullable(v.string()),
  "label_column": v.nullable(v.string()),
  "id_column": v.nullable(v.string()),
  "person_column": v.nullable(v.string()),
  "time_column": v.nullable(v.string()),
  "labels_are": v.nullable(LabelsAreEnum),
  "fields": v.nullable(v.array(FieldChosen)),
  "mapping": v.array(MappedLabel),
});

export const Gain = /* #__PURE__ */ v.object({
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
});

export const ForecastPoint = /* #__PURE__ */ v.object({
  "labels": v.number(),
  "money": v.nullable(v.string()),
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
});

export const Forecast = /* #__PURE__ */ v.object({
  "labels": v.number(),
  "money": v.nullable(v.string()),
  "hours": v.nullable(v.number()),
  "gain": Gain,
  "is_clear": v.boolean(),
  "curve": v.array(ForecastPoint),
});

export const FormatOffer = /* #__PURE__ */ v.object({
  "name": ExportFormat,
  "title": v.string(),
});

export const GivenAnswer = /* #__PURE__ */ v.object({
  "item": v.optional(v.number()),
  "external_id": v.optional(v.string()),
  "label": v.nullable(v.string()),
  "key": v.optional(v.string()),
  "skip_reason": v.optional(v.string()),
  "flagged": v.optional(v.boolean()),
  "comment": v.optional(v.string()),
  "seconds": v.optional(v.number()),
  "answered_at": v.optional(v.string()),
});

export const GivenAnswers = /* #__PURE__ */ v.object({
  "answers": v.array(GivenAnswer),
});

export const GivenResult = /* #__PURE__ */ v.object({
  "key": v.string(),
  "status": AnswerStatus,
  "code": v.string(),
  "detail": v.string(),
});

export const GivenResults = /* #__PURE__ */ v.object({
  "results": v.array(GivenResult),
});

export const HealthStatusEnum = /* #__PURE__ */ v.picklist(["ok"]);

export const Health = /* #__PURE__ */ v.object({
  "status": HealthStatusEnum,
});

export const ImportCreate = /* #__PURE__ */ v.object({
  "format": v.optional(v.string()),
  "encoding": v.optional(v.string()),
  "has_header": v.optional(v.boolean()),
  "sheet": v.optional(v.string()),
  "text_column": v.optional(v.string()),
  "label_column": v.optional(v.string()),
  "id_column": v.optional(v.string()),
  "person_column": v.optional(v.string()),
  "time_column": v.optional(v.string()),
  "labels_are": v.optional(LabelsAreEnum),
  "fields": v.optional(v.array(ShownField)),
  "mapping": v.optional(v.array(MappedLabel)),
  "upload": v.number(),
  "goes_on": v.optional(v.boolean()),
});

export const InvitationState = /* #__PURE__ */ v.picklist(["open", "used", "expired", "revoked"]);

export const Invitation = /* #__PURE__ */ v.object({
  "id": v.number(),
  "who": v.string(),
  "role": Role,
  "state": InvitationState,
  "invited_by": v.string(),
  "created_at": v.string(),
  "expires_at": v.string(),
  "used_by": v.nullable(v.string()),
  "used_at": v.nullable(v.string()),
  "mailed_at": v.nullable(v.string()),
  "mail_problem": v.string(),
  "link": v.nullable(v.string()),
});

export const InvitationAccept = /* #__PURE__ */ v.object({
  "link": v.string(),
  "username": v.string(),
  "password": v.string(),
});

export const InvitationOpened = /* #__PURE__ */ v.object({
  "project_name": v.string(),
  "role": Role,
  "invited_by": v.string(),
  "username": v.string(),
  "expires_at": v.string(),
});

export const InvitationsCreate = /* #__PURE__ */ v.object({
  "whom": v.array(v.string()),
  "role": Role,
});

export const Person = /* #__PURE__ */ v.object({
  "id": v.nullable(v.number()),
  "user": v.number(),
  "username": v.string(),
  "role": v.nullable(Role),
  "joined_at": v.nullable(v.string()),
  "labels": v.number(),
  "skips": v.number(),
  "has_left": v.boolean(),
  "from_file": v.string(),
  "stage": v.nullable(CautionStage),
  "caution": v.string(),
  "password_is_given": v.boolean(),
  "may_set_password": v.boolean(),
});

export const Invited = /* #__PURE__ */ v.object({
  "who": v.string(),
  "person": v.nullable(Person),
  "invitation": v.nullable(Invitation),
  "problem": v.string(),
});

export const ItemImage = /* #__PURE__ */ v.object({
  "url": v.string(),
  "width": v.number(),
  "height": v.number(),
});

export const ItemVotes = /* #__PURE__ */ v.object({
  "label": v.string(),
  "answers": v.number(),
});

export const ItemLikely = /* #__PURE__ */ v.object({
  "label": v.string(),
  "probability": v.number(),
});

export const ItemPredicted = /* #__PURE__ */ v.object({
  "round": v.number(),
  "likeliest": v.array(ItemLikely),
});

export const Item = /* #__PURE__ */ v.object({
  "id": v.number(),
  "row": v.number(),
  "external_id": v.string(),
  "state": ItemStanding,
  "role": ItemRole,
  "text": v.nullable(v.string()),
  "image": v.nullable(ItemImage),
  "metadata": v.record(v.string(), v.unknown()),
  "label": v.nullable(v.string()),
  "is_adjudicated": v.boolean(),
  "truth": v.nullable(v.string()),
  "votes": v.array(ItemVotes),
  "share": v.nullable(v.number()),
  "answers": v.number(),
  "skips": v.number(),
  "people": v.array(v.string()),
  "flagged": v.boolean(),
  "commented": v.boolean(),
  "leased": v.boolean(),
  "rank": v.nullable(v.number()),
  "answered_at": v.nullable(v.string()),
  "added_at": v.string(),
  "predicted": v.nullable(ItemPredicted),
});

export const ItemColumns = /* #__PURE__ */ v.object({
  "id": v.number(),
  "text": v.string(),
  "image": v.string(),
  "values": v.array(ColumnValue),
});

export const ItemCounts = /* #__PURE__ */ v.object({
  "total": v.number(),
  "pool": v.number(),
  "audit": v.number(),
  "leased": v.number(),
  "answered": v.number(),
  "set_aside": v.number(),
  "duplicates": v.number(),
});

export const ItemDecision = /* #__PURE__ */ v.object({
  "id": v.number(),
  "kind": DecisionKind,
  "sentence": v.string(),
  "why": v.string(),
  "person": v.nullable(v.number()),
  "since": v.nullable(v.string()),
  "label": v.string(),
  "items": v.number(),
  "labels": v.number(),
  "skips": v.number(),
  "by": v.string(),
  "at": v.string(),
  "undone_by": v.string(),
  "undone_at": v.nullable(v.string()),
});

export const SeenField = /* #__PURE__ */ v.object({
  "name": v.string(),
  "look": LookEnum,
  "value": v.string(),
});

export const SuggestionRow = /* #__PURE__ */ v.object({
  "id": v.number(),
  "item": v.number(),
  "external_id": v.string(),
  "model": v.string(),
  "version": v.string(),
  "label": v.string(),
  "probability": v.nullable(v.number()),
  "score": v.nullable(v.number()),
  "created_at": v.string(),
});

export const ItemDetail = /* #__PURE__ */ v.object({
  "id": v.number(),
  "row": v.number(),
  "external_id": v.string(),
  "state": ItemStanding,
  "role": ItemRole,
  "text": v.nullable(v.string()),
  "image": v.nullable(ItemImage),
  "metadata": v.record(v.string(), v.unknown()),
  "label": v.nullable(v.string()),
  "is_adjudicated": v.boolean(),
  "truth": v.nullable(v.string()),
  "votes": v.array(ItemVotes),
  "share": v.nullable(v.number()),
  "answers": v.number(),
  "skips": v.number(),
  "people": v.array(v.string()),
  "flagged": v.boolean(),
  "commented": v.boolean(),
  "leased": v.boolean(),
  "rank": v.nullable(v.number()),
  "answered_at": v.nullable(v.string()),
  "added_at": v.string(),
  "predicted": v.nullable(ItemPredicted),
  "fields": v.array(SeenField),
  "given": v.array(AnswerRow),
  "suggestions": v.array(SuggestionRow),
  "predictions": v.array(ItemPredicted),
  "why": v.string(),
  "suspicion": v.nullable(v.string()),
  "duplicate_of": v.nullable(v.number()),
  "decisions": v.array(ItemDecision),
});

export const ItemPlace = /* #__PURE__ */ v.object({
  "id": v.number(),
  "x": v.number(),
  "y": v.number(),
  "label": v.nullable(v.number()),
});

export const ItemMap = /* #__PURE__ */ v.object({
  "representation": v.string(),
  "title": v.string(),
  "ready": v.number(),
  "items": v.array(ItemPlace),
});

export const ItemPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(Item),
});

export const ItemRemoval = /* #__PURE__ */ v.object({
  "items": v.number(),
  "held": v.number(),
  "suggestions": v.number(),
  "labels": v.number(),
  "skips": v.number(),
  "paid_labels": v.number(),
  "money": v.string(),
  "left": v.boolean(),
  "detail": v.string(),
});

export const ItemTotal = /* #__PURE__ */ v.object({
  "count": v.number(),
  "is_exact": v.boolean(),
});

export const ItemWrite = /* #__PURE__ */ v.object({
  "text": v.string(),
  "external_id": v.optional(v.string()),
  "metadata": v.optional(v.record(v.string(), v.unknown())),
  "truth": v.optional(v.string()),
});

export const ItemsRemoveById = /* #__PURE__ */ v.object({
  "expected": v.optional(v.number()),
  "ids": v.array(v.number()),
});

export const ItemsRemoveByFilter = /* #__PURE__ */ v.object({
  "expected": v.optional(v.number()),
  "items": ItemFilter,
});

export const ItemsRemove = /* #__PURE__ */ v.union([ItemsRemoveById, ItemsRemoveByFilter]);

export const ItemsWrite = /* #__PURE__ */ v.object({
  "items": v.array(ItemWrite),
});

export const Joined = /* #__PURE__ */ v.object({
  "project": v.number(),
  "role": Role,
});

export const JudgedRepresentation = /* #__PURE__ */ v.object({
  "name": v.string(),
  "title": v.string(),
  "about": v.string(),
  "value": v.number(),
  "low": v.number(),
  "high": v.number(),
});

export const LabelClassWrite = /* #__PURE__ */ v.object({
  "id": v.optional(v.number()),
  "name": v.string(),
  "key": v.optional(v.string()),
  "color": v.optional(v.string()),
});

export const LabelLook = /* #__PURE__ */ v.object({
  "key": v.string(),
  "color": v.string(),
});

export const LabelsPreview = /* #__PURE__ */ v.object({
  "labels": v.array(LabelClassWrite),
});

export const Link = /* #__PURE__ */ v.object({
  "link": v.string(),
});

export const LogKind = /* #__PURE__ */ v.picklist(["created", "deleted", "started", "paused", "setting", "labels_added", "labels_removed", "labels_ordered", "label_name", "label_key", "label_color", "person_added", "person_removed", "role", "invited", "invitation_revoked", "came_in", "password_drawn", "password_link", "benchmark_deleted", "round_cancelled", "alike_asked", "alike_taken_back", "items_removed", "decided", "decision_undone", "view_kept", "view_forgotten", "person_stopped", "person_let_go_on", "webhook_added", "webhook_changed", "webhook_secret", "webhook_on", "webhook_off", "webhook_gave_up", "webhook_removed"]);

export const LogEntry = /* #__PURE__ */ v.object({
  "id": v.number(),
  "at": v.string(),
  "username": v.string(),
  "kind": LogKind,
  "sentence": v.string(),
});

export const LogPage = /* #__PURE__ */ v.object({
  "entries": v.array(LogEntry),
  "next": v.nullable(v.number()),
});

export const MeaningEnum = /* #__PURE__ */ v.picklist(["text", "label", "id", "person", "time", "field", "metadata", "ignored"]);

export const Missing = /* #__PURE__ */ v.object({
  "code": v.string(),
  "detail": v.string(),
});

export const ModelLooks = /* #__PURE__ */ v.object({
  "sentence": v.string(),
  "name": v.nullable(v.string()),
  "pinned": v.boolean(),
  "labels": v.number(),
  "judged": v.array(JudgedRepresentation),
  "features": v.array(FeatureProgress),
});

export const MoreLikeItems = /* #__PURE__ */ v.object({
  "count": v.optional(v.number()),
  "items": v.array(v.number()),
});

export const MoreLikeLabel = /* #__PURE__ */ v.object({
  "count": v.optional(v.number()),
  "label": v.number(),
});

export const MoreLikeThese = /* #__PURE__ */ v.union([MoreLikeItems, MoreLikeLabel]);

export const NearItem = /* #__PURE__ */ v.object({
  "id": v.number(),
  "cosine": v.number(),
});

export const NearestItems = /* #__PURE__ */ v.object({
  "representation": v.string(),
  "title": v.string(),
  "among": v.number(),
  "items": v.array(NearItem),
});

export const OverlapChange = /* #__PURE__ */ v.object({
  "items": v.number(),
  "labels": v.number(),
  "money": v.nullable(v.string()),
  "affordable": v.number(),
  "detail": v.string(),
});

export const OverlapPreview = /* #__PURE__ */ v.object({
  "budget_labels": v.optional(v.number()),
  "budget_money": v.optional(v.nullable(v.string())),
  "price_per_label": v.optional(v.string()),
  "overlap": v.number(),
});

export const OverviewSpent = /* #__PURE__ */ v.object({
  "labels": v.number(),
  "budget_labels": v.number(),
  "money": v.string(),
  "budget_money": v.nullable(v.string()),
  "currency": v.string(),
  "labels_money": v.string(),
  "compute_money": v.string(),
});

export const OverviewLeft = /* #__PURE__ */ v.object({
  "labels": v.number(),
  "money": v.nullable(v.string()),
  "ends_with_items": v.boolean(),
  "finish_at": v.nullable(v.string()),
  "hours": v.nullable(v.number()),
});

export const OverviewPace = /* #__PURE__ */ v.object({
  "labels_per_hour": v.number(),
  "people_online": v.number(),
});

export const RoundStatus = /* #__PURE__ */ v.picklist(["running", "done", "failed", "cancelled"]);

export const RoundRow = /* #__PURE__ */ v.object({
  "number": v.number(),
  "job": v.string(),
  "status": RoundStatus,
  "cancel_requested": v.boolean(),
  "started_at": v.string(),
  "finished_at": v.nullable(v.string()),
  "labels_new": v.number(),
  "labels_total": v.number(),
  "candidates": v.number(),
  "update_s": v.number(),
  "score_s": v.number(),
  "query_s": v.number(),
  "other_s": v.number(),
  "rank_correlation": v.nullable(v.number()),
  "error": v.string(),
});

export const WorkerBusy = /* #__PURE__ */ v.object({
  "since": v.string(),
  "is_benchmark": v.boolean(),
  "is_own": v.boolean(),
  "ahead": v.number(),
});

export const RankingInfo = /* #__PURE__ */ v.object({
  "round": v.nullable(v.number()),
  "age_s": v.nullable(v.number()),
  "labels_behind": v.number(),
  "running": v.boolean(),
  "worker_alive": v.boolean(),
  "worker_seen_at": v.nullable(v.string()),
  "next_round_in": v.number(),
  "waits_for": v.nullable(WorkerBusy),
  "alike": v.number(),
});

export const PersonRow = /* #__PURE__ */ v.object({
  "id": v.number(),
  "username": v.string(),
  "role": v.nullable(Role),
  "has_left": v.boolean(),
  "from_file": v.string(),
  "labels": v.number(),
  "skips": v.number(),
  "seconds_per_label": v.nullable(v.number()),
  "labels_per_hour": v.nullable(v.number()),
  "audit_agreement": v.nullable(Estimate),
  "last_seen_at": v.nullable(v.string()),
  "online": v.boolean(),
});

export const Warning = /* #__PURE__ */ v.object({
  "code": v.string(),
  "detail": v.string(),
});

export const Overview = /* #__PURE__ */ v.object({
  "sentence": v.string(),
  "spent": OverviewSpent,
  "left": OverviewLeft,
  "accuracy": v.nullable(Estimate),
  "awaited": v.nullable(AwaitedAnswers),
  "change": v.nullable(AccuracyChange),
  "chance": v.nullable(Chance),
  "pace": OverviewPace,
  "curve": v.array(CurvePoint),
  "forecast": v.nullable(Forecast),
  "classes": v.array(ClassShare),
  "rounds": v.array(RoundRow),
  "ranking": RankingInfo,
  "looks": v.nullable(ModelLooks),
  "people": v.array(PersonRow),
  "items": ItemCounts,
  "warnings": v.array(Warning),
});

export const OwnAnswer = /* #__PURE__ */ v.object({
  "item": DeckItem,
  "key": v.string(),
  "label": v.nullable(v.number()),
  "skip_reason": v.string(),
  "flagged": v.boolean(),
  "comment": v.string(),
  "seconds": v.number(),
  "answered_at": v.string(),
});

export const OwnAnswers = /* #__PURE__ */ v.object({
  "answers": v.array(OwnAnswer),
});

export const OwnPassword = /* #__PURE__ */ v.object({
  "current": v.string(),
  "password": v.string(),
});

export const PasswordOwner = /* #__PURE__ */ v.object({
  "username": v.string(),
});

export const PasswordReset = /* #__PURE__ */ v.object({
  "link": v.string(),
  "password": v.string(),
});

export const WorkPerson = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "role": v.nullable(Role),
  "has_left": v.boolean(),
  "from_file": v.string(),
});

export const PayRow = /* #__PURE__ */ v.object({
  "period": v.string(),
  "who": v.nullable(WorkPerson),
  "labels": v.number(),
  "skips": v.number(),
  "price_low": v.nullable(v.string()),
  "price_high": v.nullable(v.string()),
  "money": v.string(),
});

export const PaySheet = /* #__PURE__ */ v.object({
  "begin": v.nullable(v.string()),
  "end": v.nullable(v.string()),
  "zone": v.string(),
  "currency": v.string(),
  "money": v.string(),
  "rows": v.array(PayRow),
  "labels": v.number(),
  "skips": v.number(),
});

export const PersonAdded = /* #__PURE__ */ v.object({
  "id": v.nullable(v.number()),
  "user": v.number(),
  "username": v.string(),
  "role": v.nullable(Role),
  "joined_at": v.nullable(v.string()),
  "labels": v.number(),
  "skips": v.number(),
  "has_left": v.boolean(),
  "from_file": v.string(),
  "stage": v.nullable(CautionStage),
  "caution": v.string(),
  "password_is_given": v.boolean(),
  "may_set_password": v.boolean(),
  "initial_password": v.nullable(v.string()),
});

export const PersonCreate = /* #__PURE__ */ v.object({
  "username": v.string(),
  "role": Role,
  "password": v.optional(v.string()),
});

export const PersonLetGoOn = /* #__PURE__ */ v.object({
  "why": v.string(),
});

export const PersonPassword = /* #__PURE__ */ v.object({
  "by": ByEnum,
});

export const PersonPasswordMade = /* #__PURE__ */ v.object({
  "link": v.nullable(v.string()),
  "password": v.nullable(v.string()),
});

export const PersonWrite = /* #__PURE__ */ v.object({
  "role": Role,
});

export const SeenSheet = /* #__PURE__ */ v.object({
  "name": v.string(),
  "is_read": v.boolean(),
});

export const SeenColumn = /* #__PURE__ */ v.object({
  "name": v.string(),
  "meaning": MeaningEnum,
  "samples": v.array(v.string()),
});

export const SeenAnswer = /* #__PURE__ */ v.object({
  "person": v.string(),
  "label": v.string(),
});

export const SeenSuggestion = /* #__PURE__ */ v.object({
  "model": v.string(),
  "version": v.string(),
  "label": v.string(),
  "probability": v.nullable(v.number()),
  "score": v.nullable(v.number()),
});

export const SeenItem = /* #__PURE__ */ v.object({
  "external_id": v.string(),
  "text": v.string(),
  "thumbnail": v.string(),
  "fields": v.array(SeenField),
  "label": v.string(),
  "answers": v.array(SeenAnswer),
  "suggestions": v.array(SeenSuggestion),
});

export const SeenCounts = /* #__PURE__ */ v.object({
  "rows": v.number(),
  "items": v.number(),
  "unchanged": v.number(),
  "left_out": v.number(),
  "answers": v.number(),
  "people": v.number(),
  "skips": v.number(),
  "truths": v.number(),
  "suggestions": v.number(),
  "contradictions": v.number(),
  "repeated_ids": v.number(),
  "is_whole": v.boolean(),
});

export const SeenLabel = /* #__PURE__ */ v.object({
  "name": v.string(),
  "key": v.string(),
  "color": v.string(),
  "items": v.number(),
  "is_new": v.boolean(),
  "spellings": v.array(v.string()),
});

export const Preview = /* #__PURE__ */ v.object({
  "format": v.string(),
  "formats": v.array(v.string()),
  "encoding": v.string(),
  "delimiter": v.string(),
  "has_header": v.nullable(v.boolean()),
  "sheets": v.array(SeenSheet),
  "columns": v.array(SeenColumn),
  "labels_are": v.nullable(LabelsAreEnum),
  "labels_why": v.string(),
  "items": v.array(SeenItem),
  "counts": SeenCounts,
  "labels": v.array(SeenLabel),
  "contradictions": v.array(Contradiction),
  "warnings": v.array(Warning),
  "losses": v.array(Warning),
});

export const ProjectStatus = /* #__PURE__ */ v.picklist(["draft", "active", "paused", "finished"]);

export const ProjectEnd = /* #__PURE__ */ v.picklist(["items", "budget"]);

export const Project = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "kind": Kind,
  "status": ProjectStatus,
  "role": Role,
  "guidelines": v.string(),
  "labels": v.array(LabelClass),
  "overlap": v.number(),
  "budget_labels": v.number(),
  "budget_money": v.nullable(v.string()),
  "price_per_label": v.nullable(v.string()),
  "compute_price_per_hour": v.nullable(v.string()),
  "currency": v.string(),
  "annotators_see_money": v.boolean(),
  "audit_share": v.number(),
  "gold_share": v.number(),
  "warn_below": v.nullable(v.number()),
  "pause_below": v.nullable(v.number()),
  "watch_pace": v.boolean(),
  "lease_minutes": v.number(),
  "deck_size": v.number(),
  "strategy": v.string(),
  "batch_size": v.number(),
  "start_fraction": v.number(),
  "advanced": v.record(v.string(), v.unknown()),
  "items": v.number(),
  "duplicates_once": v.boolean(),
  "fields": v.array(FieldChosen),
  "shown_suggestions": v.nullable(v.string()),
  "suggested_by": v.array(v.string()),
  "review_share": v.number(),
  "review_names": v.boolean(),
  "items_with_truth": v.number(),
  "audit_answered": v.number(),
  "gold_items": v.number(),
  "labels_done": v.number(),
  "spent_money": v.nullable(v.string()),
  "created_at": v.string(),
  "missing": v.array(Missing),
  "ended_by": v.nullable(ProjectEnd),
});

export const ProjectColumns = /* #__PURE__ */ v.object({
  "names": v.array(v.string()),
  "items": v.array(ItemColumns),
});

export const ProjectCreate = /* #__PURE__ */ v.object({
  "name": v.string(),
  "kind": Kind,
});

export const ProjectDelete = /* #__PURE__ */ v.object({
  "confirm_name": v.string(),
});

export const ProjectRow = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "kind": Kind,
  "status": ProjectStatus,
  "role": Role,
  "items": v.number(),
  "labels": v.number(),
  "budget_labels": v.number(),
  "spent_money": v.nullable(v.string()),
  "budget_money": v.nullable(v.string()),
  "currency": v.string(),
  "accuracy": v.nullable(Estimate),
  "awaited": v.nullable(Awaited),
  "accuracy_series": v.array(v.number()),
  "people_online": v.number(),
  "ended_by": v.nullable(ProjectEnd),
  "returned": v.number(),
  "created_at": v.string(),
});

export const ProjectWrite = /* #__PURE__ */ v.object({
  "budget_labels": v.optional(v.number()),
  "budget_money": v.optional(v.nullable(v.string())),
  "price_per_label": v.optional(v.string()),
  "name": v.optional(v.string()),
  "guidelines": v.optional(v.string()),
  "overlap": v.optional(v.number()),
  "audit_share": v.optional(v.number()),
  "gold_share": v.optional(v.number()),
  "warn_below": v.optional(v.nullable(v.number())),
  "pause_below": v.optional(v.nullable(v.number())),
  "watch_pace": v.optional(v.boolean()),
  "lease_minutes": v.optional(v.number()),
  "deck_size": v.optional(v.number()),
  "compute_price_per_hour": v.optional(v.string()),
  "currency": v.optional(v.string()),
  "annotators_see_money": v.optional(v.boolean()),
  "strategy": v.optional(v.string()),
  "batch_size": v.optional(v.number()),
  "start_fraction": v.optional(v.number()),
  "duplicates_once": v.optional(v.boolean()),
  "advanced": v.optional(v.record(v.string(), v.unknown())),
  "fields": v.optional(v.array(ShownField)),
  "shown_suggestions": v.optional(v.nullable(v.string())),
  "review_share": v.optional(v.number()),
  "review_names": v.optional(v.boolean()),
  "labels": v.optional(v.array(LabelClassWrite)),
});

export const QualityFigure = /* #__PURE__ */ v.object({
  "value": v.nullable(v.number()),
  "low": v.nullable(v.number()),
  "high": v.nullable(v.number()),
  "n": v.number(),
  "needed": v.number(),
});

export const QualityAgreement = /* #__PURE__ */ v.object({
  "percent": QualityFigure,
  "fleiss": QualityFigure,
  "krippendorff": QualityFigure,
  "krippendorff_ordinal": QualityFigure,
});

export const QualityClass = /* #__PURE__ */ v.object({
  "label": v.string(),
  "agreement": QualityFigure,
  "kappa": QualityFigure,
});

export const QualityCell = /* #__PURE__ */ v.object({
  "first": v.string(),
  "second": v.string(),
  "items": v.number(),
});

export const QualityPerson = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "labels": v.number(),
  "truth": QualityFigure,
  "cells": v.array(QualityCell),
  "model": QualityFigure,
  "model_cells": v.array(QualityCell),
  "dawid_skene": v.nullable(v.number()),
});

export const QualityPair = /* #__PURE__ */ v.object({
  "first": v.number(),
  "second": v.number(),
  "same": QualityFigure,
  "kappa": QualityFigure,
  "cells": v.array(QualityCell),
});

export const QualityWeighed = /* #__PURE__ */ v.object({
  "items": v.number(),
  "tied": v.number(),
  "settled": v.number(),
  "outvoted": v.number(),
});

export const Quality = /* #__PURE__ */ v.object({
  "sentence": v.string(),
  "items": v.number(),
  "agreement": QualityAgreement,
  "classes": v.array(QualityClass),
  "people": v.array(QualityPerson),
  "pairs": v.array(QualityPair),
  "pairs_in_all": v.number(),
  "weighed": v.nullable(QualityWeighed),
  "suspected": v.number(),
});

export const Ready = /* #__PURE__ */ v.object({
  "ready": v.boolean(),
  "reasons": v.array(v.string()),
});

export const ResultOffer = /* #__PURE__ */ v.object({
  "what": ExportWhat,
  "title": v.string(),
  "about": v.string(),
  "rows": v.nullable(v.number()),
  "missing": v.string(),
  "by_item": v.boolean(),
  "formats": v.array(FormatOffer),
});

export const ReviewKind = /* #__PURE__ */ v.picklist(["returned", "disagreeing", "flagged", "commented", "skipped", "suspected", "sampled"]);

export const ReviewWaiting = /* #__PURE__ */ v.object({
  "kind": ReviewKind,
  "count": v.number(),
  "is_exact": v.boolean(),
});

export const ReviewPerson = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
});

export const Review = /* #__PURE__ */ v.object({
  "waiting": v.array(ReviewWaiting),
  "people": v.array(ReviewPerson),
});

export const ReviewAnswer = /* #__PURE__ */ v.object({
  "id": v.number(),
  "who": v.string(),
  "label": v.nullable(v.string()),
  "skip_reason": v.string(),
  "flagged": v.boolean(),
  "comment": v.string(),
  "seconds": v.number(),
});

export const ReviewPlainly = /* #__PURE__ */ v.picklist(["accept", "set_aside"]);

export const ReviewDecide = /* #__PURE__ */ v.object({
  "item": v.number(),
  "answers": v.array(v.number()),
  "why": v.optional(v.string()),
  "kind": ReviewPlainly,
});

export const ReviewDecided = /* #__PURE__ */ v.object({
  "decision": v.number(),
  "detail": v.string(),
});

export const ReviewItem = /* #__PURE__ */ v.object({
  "id": v.number(),
  "row": v.number(),
  "external_id": v.string(),
  "text": v.nullable(v.string()),
  "image": v.nullable(ItemImage),
  "fields": v.array(SeenField),
  "label": v.nullable(v.string()),
  "votes": v.array(ItemVotes),
  "answers": v.array(ReviewAnswer),
  "kinds": v.array(ReviewKind),
  "predicted": v.nullable(ItemPredicted),
});

export const ReviewPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(ReviewItem),
});

export const ReviewWithReason = /* #__PURE__ */ v.picklist(["reject"]);

export const ReviewReject = /* #__PURE__ */ v.object({
  "item": v.number(),
  "answers": v.array(v.number()),
  "why": v.string(),
  "kind": ReviewWithReason,
});

export const ReviewWithNote = /* #__PURE__ */ v.picklist(["send_back"]);

export const ReviewSendBack = /* #__PURE__ */ v.object({
  "item": v.number(),
  "answers": v.array(v.number()),
  "why": v.string(),
  "kind": ReviewWithNote,
  "to_answer": v.optional(v.number()),
  "to_person": v.optional(v.number()),
});

export const ReviewSettle = /* #__PURE__ */ v.object({
  "item": v.number(),
  "answers": v.array(v.number()),
  "why": v.optional(v.string()),
  "kind": DecisionWithLabel,
  "label": v.string(),
});

export const ReviewWrite = /* #__PURE__ */ v.union([ReviewDecide, ReviewReject, ReviewSendBack, ReviewSettle]);

export const RoundDetail = /* #__PURE__ */ v.object({
  "number": v.number(),
  "status": RoundStatus,
  "started_at": v.string(),
  "finished_at": v.nullable(v.string()),
  "labels_new": v.number(),
  "labels_total": v.number(),
  "spent_labels": v.number(),
  "spent_money": v.string(),
  "candidates": v.number(),
  "audit_right": v.number(),
  "audit_n": v.number(),
  "rank_correlation": v.nullable(v.number()),
  "strategy": v.string(),
  "representation": v.string(),
  "update_s": v.number(),
  "score_s": v.number(),
  "query_s": v.number(),
  "other_s": v.number(),
  "error": v.string(),
});

export const RoundPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(RoundDetail),
});

export const RowResultStatusEnum = /* #__PURE__ */ v.picklist(["added", "updated", "unchanged", "refused"]);

export const RowResult = /* #__PURE__ */ v.object({
  "status": RowResultStatusEnum,
  "id": v.nullable(v.number()),
  "code": v.string(),
  "detail": v.string(),
});

export const RowResults = /* #__PURE__ */ v.object({
  "added": v.number(),
  "updated": v.number(),
  "unchanged": v.number(),
  "refused": v.number(),
  "results": v.array(RowResult),
});

export const SortEnum = /* #__PURE__ */ v.picklist(["row", "-row", "external_id", "-external_id", "answers", "-answers", "answered", "-answered", "probability", "-probability", "suspected", "-suspected", "rank", "-rank"]);

export const SavedView = /* #__PURE__ */ v.object({
  "id": v.number(),
  "name": v.string(),
  "items": ItemFilter,
  "sort": SortEnum,
});

export const SavedViewCreate = /* #__PURE__ */ v.object({
  "name": v.string(),
  "items": ItemFilter,
  "sort": v.optional(SortEnum),
});

export const User = /* #__PURE__ */ v.object({
  "id": v.number(),
  "username": v.string(),
  "display_name": v.string(),
  "may_create_projects": v.boolean(),
  "may_create_accounts": v.boolean(),
  "password_is_given": v.boolean(),
});

export const Session = /* #__PURE__ */ v.object({
  "user": v.nullable(User),
  "demo_accounts": v.array(DemoAccount),
});

export const Source = /* #__PURE__ */ v.object({
  "address": v.string(),
});

export const Sources = /* #__PURE__ */ v.object({
  "allowed": v.array(v.string()),
});

export const Strategy = /* #__PURE__ */ v.object({
  "name": v.string(),
  "title": v.string(),
  "description": v.string(),
  "cost": v.string(),
  "is_default": v.boolean(),
  "kinds": v.array(Kind),
});

export const SuggestionPage = /* #__PURE__ */ v.object({
  "next": v.nullable(v.string()),
  "results": v.array(SuggestionRow),
});

export const SuggestionWrite = /* #__PURE__ */ v.object({
  "item": v.optional(v.number()),
  "external_id": v.optional(v.string()),
  "label": v.string(),
  "probability": v.optional(v.nullable(v.number())),
  "score": v.optional(v.nullable(v.number())),
});

export const SuggestionsWrite = /* #__PURE__ */ v.object({
  "model": v.string(),
  "version": v.optional(v.string()),
  "suggestions": v.array(SuggestionWrite),
});

export const Upload = /* #__PURE__ */ v.object({
  "id": v.number(),
  "filename": v.string(),
  "address": v.string(),
  "size": v.number(),
  "kind": Kind,
  "preview": v.nullable(Preview),
  "choices": FileChosen,
  "preview_job": v.nullable(v.string()),
  "job": v.nullable(v.string()),
});

export const WebhookEvent = /* #__PURE__ */ v.picklist(["item.labelled", "round.done", "budget.reached", "project.status", "job.ended", "ping"]);

export const WebhookDelivery = /* #__PURE__ */ v.object({
  "id": v.number(),
  "message": v.string(),
  "event": WebhookEvent,
  "state": DeliveryState,
  "attempts": v.number(),
  "next_attempt": v.nullable(v.string()),
  "created_at": v.string(),
  "ended_at": v.nullable(v.string()),
  "status": v.nullable(v.number()),
  "error": v.string(),
  "seconds": v.nullable(v.number()),
});

export const Webhook = /* #__PURE__ */ v.object({
  "id": v.number(),
  "url": v.string(),
  "events": v.array(ChosenEvent),
  "active": v.boolean(),
  "created_by": v.nullable(v.string()),
  "created_at": v.string(),
  "failures": v.number(),
  "failing_since": v.nullable(v.string()),
  "waiting": v.number(),
  "last": v.nullable(WebhookDelivery),
});

export const WebhookCreate = /* #__PURE__ */ v.object({
  "url": v.string(),
  "events": v.array(ChosenEvent),
});

export const WebhookDeliveryPage = /* #__PURE__ */ v.object({
  "deliveries": v.array(WebhookDelivery),
  "next": v.nullable(v.number()),
});

export const WebhookDeliveryWhole = /* #__PURE__ */ v.object({
  "id": v.number(),
  "message": v.string(),
  "event": WebhookEvent,
  "state": DeliveryState,
  "attempts": v.number(),
  "next_attempt": v.nullable(v.string()),
  "created_at": v.string(),
  "ended_at": v.nullable(v.string()),
  "status": v.nullable(v.number()),
  "error": v.string(),
  "seconds": v.nullable(v.number()),
  "payload": v.record(v.string(), v.unknown()),
});

export const WebhookWithSecret = /* #__PURE__ */ v.object({
  "id": v.number(),
  "url": v.string(),
  "events": v.array(ChosenEvent),
  "active": v.boolean(),
  "created_by": v.nullable(v.string()),
  "created_at": v.string(),
  "failures": v.number(),
  "failing_since": v.nullable(v.string()),
  "waiting": v.number(),
  "last": v.nullable(WebhookDelivery),
  "secret": v.string(),
});

export const WebhookWrite = /* #__PURE__ */ v.object({
  "url": v.optional(v.string()),
  "events": v.optional(v.array(ChosenEvent)),
  "active": v.optional(v.boolean()),
});

export const WorkSeconds = /* #__PURE__ */ v.object({
  "median": v.number(),
  "low": v.number(),
  "high": v.number(),
  "n": v.number(),
});

export const WorkChangeWhatEnum = /* #__PURE__ */ v.picklist(["right", "agreement", "seconds"]);

export const WorkChange = /* #__PURE__ */ v.object({
  "what": WorkChangeWhatEnum,
  "first": Estimate,
  "second": Estimate,
  "is_clear": v.boolean(),
});

export const WorkFigures = /* #__PURE__ */ v.object({
  "who": WorkPerson,
  "labels": v.number(),
  "skips": v.number(),
  "taken_back": v.number(),
  "seconds": v.nullable(WorkSeconds),
  "agreement": QualityFigure,
  "right": QualityFigure,
  "changes": v.array(WorkChange),
  "drift": v.string(),
  "money": v.string(),
});

export const Work = /* #__PURE__ */ v.object({
  "begin": v.nullable(v.string()),
  "end": v.nullable(v.string()),
  "zone": v.string(),
  "currency": v.string(),
  "money": v.string(),
  "middle": v.nullable(v.string()),
  "people": v.array(WorkFigures),
  "computing": v.string(),
});

export const ErrorType = /* #__PURE__ */ v.picklist(["validation_error", "client_error", "server_error"]);

export const ErrorItem = /* #__PURE__ */ v.object({
  "code": v.string(),
  "detail": v.string(),
  "attr": v.nullable(v.string()),
});

export const ErrorEnvelope = /* #__PURE__ */ v.object({
  "type": ErrorType,
  "errors": v.array(ErrorItem),
});
