// Generated from schema.yaml by `npm run schema`. Do not edit.
export interface paths {
    "/api/benchmarks/{benchmark_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["benchmarks_get"];
        put?: never;
        post?: never;
        /** @description The base of all views that ask who is there. */
        delete: operations["benchmarks_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/benchmarks/{benchmark_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["benchmarks_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/benchmarks/{benchmark_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["benchmarks_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Open to everybody; says nothing but that this process lives, and asks the database nothing. */
        get: operations["health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to whoever has the link. */
        post: operations["invitation_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description For people who have an account and are signed in. */
        post: operations["invitation_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to whoever has the link, which is sent in the body: addresses are written into logs. */
        post: operations["invitation_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["jobs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, or the part of it that a `Range` header asks for: one range of bytes, as RFC 9110 has it. */
        get: operations["jobs_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["jobs_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["media_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["projects_list"];
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["projects_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["project_get"];
        put?: never;
        post?: never;
        /** @description The base of all views that ask who is there. */
        delete: operations["project_delete"];
        options?: never;
        head?: never;
        /** @description The base of all views that ask who is there. */
        patch: operations["project_change"];
        trace?: never;
    };
    "/api/projects/{project_id}/alike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Items most like these, or like those of a label, come before the ranking until they are answered. */
        post: operations["queue_alike"];
        /** @description What was asked for so and is not answered yet comes no sooner than the ranking says. */
        delete: operations["queue_alike_take_back"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Answers in the order in which they came. */
        get: operations["answers_list"];
        put?: never;
        /**
         * @description Answers of whoever asks, by the rules of the queue: they cost what any answer costs, and are refused by code.
         *
         *     An item that they do not hold is leased to them for it, where it still wants an answer.
         */
        post: operations["answers_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/benchmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["benchmarks_list"];
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["benchmarks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/benchmarks/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["benchmarks_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/cautions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Who was told or stopped because they were wrong too often or too fast, the newest first. */
        get: operations["cautions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Columns that can be shown beside items, and the first items with theirs. */
        get: operations["project_columns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest first, those that were undone among them. */
        get: operations["decisions_list"];
        put?: never;
        /**
         * @description Settle items with a label, ask for them again, set them aside or put them back, make them gold or end that,
         *     take back a person's answers; what was paid stays paid.
         *
         *     With dry_run=true nothing is changed, and the answer says what would be.
         */
        post: operations["decisions_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/decisions/{decision_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Make it as it was, as far as nothing else has happened since. Reviewers undo what they decided themselves. */
        post: operations["decisions_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/deck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["deck_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The jobs that make files, the newest first, each with its file once it is done. */
        get: operations["exports_list"];
        put?: never;
        /** @description Make a file in the background; the job says how far it is, and offers the file when it is done. */
        post: operations["exports_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["imports_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["invitations_list"];
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["invitations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description The base of all views that ask who is there. */
        delete: operations["invitation_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Items for which all that is said holds, page by page; each comes once, whatever is added meanwhile. */
        get: operations["items_list"];
        put?: never;
        /**
         * @description Add texts, and say more of those that are there: known by external_id or, without one, by the text.
         *
         *     A known item never gets another text; nor does one that comes twice in a request.
         */
        post: operations["items_add"];
        /**
         * @description Remove items for good, with their answers and suggestions; what was paid stays paid.
         *
         *     With dry_run=true nothing is removed, and the answer says what would go.
         */
        delete: operations["items_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description An item, its answers with their lineage, and what models say of it. */
        get: operations["item_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/items/{item_id}/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The items most like this one, the nearest first, among at most 100,000 evenly spread ones. */
        get: operations["items_nearest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/items/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How many items these are; where counting would take long, about how many. */
        get: operations["items_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/labels/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The keys and colours that these labels would have, in the same order; nothing is stored. */
        post: operations["labels_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest entries first; `next`, sent as `before`, reads on. */
        get: operations["project_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Items in the plane in which they differ most, evenly spread over those that have features. */
        get: operations["items_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The items most like a text, the nearest first, among at most 100,000 evenly spread ones. */
        get: operations["items_nearest_text"];
        put?: never;
        /** @description The items most like a picture, a PNG, JPEG or WebP file, the nearest first; the file is not kept. */
        post: operations["items_nearest_picture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/overlap/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What another overlap would cost, and what stays; nothing is stored. */
        post: operations["overlap_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["overview_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/own-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["own_answers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["project_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["people_list"];
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["people_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description The base of all views that ask who is there. */
        delete: operations["people_remove"];
        options?: never;
        head?: never;
        /** @description The base of all views that ask who is there. */
        patch: operations["people_change"];
        trace?: never;
    };
    "/api/projects/{project_id}/people/{person_id}/let-go-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Somebody who was told or stopped goes on; what they did before is held against them no more. */
        post: operations["people_let_go_on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/people/{person_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description For people who have forgotten theirs, and whose account this manager looks after. */
        post: operations["people_new_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/people/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What each person did in a range: how much, how fast, how well, and what was paid for it. */
        get: operations["people_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/people/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the ledger paid to whom, by period; its sums are those of the ledger in the range. */
        get: operations["people_pay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How much people agree with each other and with the truth, each figure with its interval. */
        get: operations["quality_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What can be taken home now, in which formats, and what is to be known of it. */
        get: operations["results_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How many items wait for review, kind by kind; an item may be of several kinds. */
        get: operations["review_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/review/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Accept an item's answers, settle it with a label, reject its answers, send it back or set it aside, as it was
         *     seen.
         *
         *     Refused (409, changed_meanwhile) where somebody has answered it or decided on it since.
         */
        post: operations["review_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/review/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Items of one kind that wait, with their answers; names of people only where the project shows them. */
        get: operations["review_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest first. */
        get: operations["rounds_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["sources_list"];
        put?: never;
        /** @description Fetch a file of the web or of a bucket, or look at a part of a bucket: an upload with its `preview_job`. */
        post: operations["sources_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["project_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description By model, then by item. */
        get: operations["suggestions_list"];
        put?: never;
        /** @description What one model says; never an answer. The same suggestion again gets the new number. */
        post: operations["suggestions_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest first, so that a draft can be taken up on another machine. */
        get: operations["uploads_list"];
        put?: never;
        /** @description The base of all views that ask who is there. */
        post: operations["uploads_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/uploads/{upload_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Look at the file once more, read in another way. What takes longer has a `preview_job`, and the earlier
         *     preview until it is done.
         */
        post: operations["uploads_look_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description By name. */
        get: operations["views_list"];
        put?: never;
        /** @description Keep a filter and an order under a name, for all who look through the project. */
        post: operations["views_keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Forget a view; the items stay. */
        delete: operations["views_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["webhooks_list"];
        put?: never;
        /** @description The secret with which deliveries are signed is in the answer, and nowhere else. */
        post: operations["webhooks_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description The base of all views that ask who is there. */
        delete: operations["webhook_remove"];
        options?: never;
        head?: never;
        /** @description The base of all views that ask who is there. */
        patch: operations["webhook_change"];
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest deliveries first; `next`, sent as `before`, reads on. */
        get: operations["webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["webhook_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Send once more what has ended, with the same `webhook-id`. */
        post: operations["webhook_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Draw a new secret; the old one signs nothing any more. */
        post: operations["webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Send a ping now, also where the webhook is off; the answer says what came of it. */
        post: operations["webhook_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Open to everybody: 200 where database, disk and workers are there, else 503 and what is missing. */
        get: operations["ready_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Open to everybody: it tells who is signed in, and nothing about projects. */
        get: operations["session_get"];
        put?: never;
        /** @description Open to everybody: it tells who is signed in, and nothing about projects. */
        post: operations["session_sign_in"];
        /** @description Open to everybody: it tells who is signed in, and nothing about projects. */
        delete: operations["session_sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description All other sessions of this person end. */
        post: operations["password_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to whoever has the link; it signs them in. */
        post: operations["password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/reset/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to whoever has the link: whose password it sets. */
        post: operations["password_reset_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The base of all views that ask who is there. */
        get: operations["strategies_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One's own that were not revoked, the newest first. */
        get: operations["tokens_list"];
        put?: never;
        /** @description A new token. Its secret is in this answer and nowhere else. */
        post: operations["tokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description From now on nobody comes in by it. */
        delete: operations["tokens_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description prefix: how its secret begins. last_used_at: to the minute. */
        AccessToken: {
            id: number;
            name: string;
            prefix: string;
            scopes: components["schemas"]["TokenScope"][];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            readonly has_expired: boolean;
            /** Format: date-time */
            last_used_at: string | null;
        };
        /** @description days: for which it works; null: until it is revoked. */
        AccessTokenCreate: {
            name: string;
            scopes: components["schemas"]["TokenScope"][];
            days?: number | null;
        };
        /** @description secret: shown this once. */
        AccessTokenMade: {
            token: components["schemas"]["AccessToken"];
            secret: string;
        };
        AccuracyChange: {
            round: number;
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            is_clear: boolean;
        };
        Answer: {
            /** Format: uuid */
            key: string;
            item: number;
            label: number | null;
            /** @default  */
            skip_reason: string;
            /** @default false */
            flagged: boolean;
            /** @default  */
            comment: string;
            /**
             * Format: double
             * @default 0
             */
            seconds: number;
            /** Format: date-time */
            answered_at: string;
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        AnswerPage: {
            next: string | null;
            results: components["schemas"]["AnswerRow"][];
        };
        AnswerResult: {
            /** Format: uuid */
            key: string | null;
            status: components["schemas"]["AnswerStatus"];
            code: string;
            detail: string;
        };
        /**
         * @description label: its name; null for a skip. replaced_at: when its person answered anew, or it was taken back
         *     (is_taken_back); null while it stands.
         *
         *     origin: how it came in; source, round, rank, score, probability: why the item was asked, null where nobody asked.
         */
        AnswerRow: {
            id: number;
            item: number;
            external_id: string;
            user: number;
            username: string;
            label: string | null;
            skip_reason: string;
            flagged: boolean;
            comment: string;
            /** Format: double */
            seconds: number;
            /** Format: date-time */
            answered_at: string;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            replaced_at: string | null;
            is_taken_back: boolean;
            late: boolean;
            paid: boolean;
            origin: components["schemas"]["OriginEnum"];
            source: string | null;
            round: number | null;
            rank: number | null;
            /** Format: double */
            score: number | null;
            /** Format: double */
            probability: number | null;
        };
        /**
         * @description * `accepted` - accepted
         *     * `duplicate` - duplicate
         *     * `refused` - refused
         * @enum {string}
         */
        AnswerStatus: "accepted" | "duplicate" | "refused";
        AskedFirst: {
            representation: string;
            title: string;
            among: number;
            count: number;
        };
        Awaited: {
            answered: number;
            needed: number;
        };
        AwaitedAnswers: {
            answered: number;
            needed: number;
            /** Format: decimal */
            money: string | null;
            labels: number;
            /** Format: double */
            hours: number | null;
            items_suffice: boolean;
            budget_suffices: boolean;
            detail: string;
        };
        Benchmark: {
            id: number;
            project: number;
            title: string;
            source: components["schemas"]["BenchmarkSource"];
            state: components["schemas"]["JobState"];
            done: number;
            total: number;
            /** Format: double */
            seconds_left: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            sentence: string;
            error: string;
            can_cancel: boolean;
            strategies: string[];
            seeds: number;
            settings: components["schemas"]["BenchmarkSettings"];
            currency: string;
            judge_name: string;
            test_items: number | null;
            pool_items: number | null;
            /** Format: double */
            target_error: number | null;
            hardware: string;
            digest: string;
            advice: components["schemas"]["BenchmarkAdvice"];
            arms: components["schemas"]["BenchmarkArm"][];
            penalty: components["schemas"]["BenchmarkPenalty"] | null;
        };
        BenchmarkAdvice: {
            strategy: string | null;
            certainty: components["schemas"]["Certainty"];
            sentence: string;
        };
        BenchmarkAnnotators: {
            count: number;
            /** Format: double */
            noise: number;
            confusion: number[][] | null;
            /** Format: double */
            seconds_per_label: number;
            /** Format: double */
            absence: number;
        };
        BenchmarkArm: {
            name: string;
            title: string;
            runs: components["schemas"]["BenchmarkRun"][];
            points: components["schemas"]["BenchmarkPoint"][];
            row: components["schemas"]["BenchmarkTableRow"] | null;
        };
        /**
         * @description * `fresh` - fresh
         *     * `own` - own
         * @enum {string}
         */
        BenchmarkJudge: "fresh" | "own";
        BenchmarkList: {
            sources: components["schemas"]["BenchmarkOffer"][];
            benchmarks: components["schemas"]["BenchmarkRow"][];
        };
        BenchmarkOffer: {
            source: components["schemas"]["BenchmarkSource"];
            items: number;
            usable: boolean;
            detail: string;
        };
        BenchmarkPenalty: {
            names: string[];
            wins: number[][];
        };
        BenchmarkPlan: {
            pool: number;
            test: number;
            labels: number;
            runs: number;
            rounds: number;
            /** Format: double */
            minutes: number | null;
            detail: string;
        };
        BenchmarkPoint: {
            round: number;
            labels: number;
            /** Format: double */
            money: number;
            /** Format: double */
            people_s: number;
            /** Format: double */
            machine_s: number;
            error: components["schemas"]["Spread"];
            proxy_error: components["schemas"]["Spread"] | null;
            audit: components["schemas"]["Spread"] | null;
            lure: components["schemas"]["Spread"] | null;
            /** Format: double */
            update_s: number;
            /** Format: double */
            score_s: number;
            /** Format: double */
            query_s: number;
            /** Format: double */
            other_s: number;
            n: number;
        };
        BenchmarkRow: {
            id: number;
            project: number;
            title: string;
            source: components["schemas"]["BenchmarkSource"];
            state: components["schemas"]["JobState"];
            done: number;
            total: number;
            /** Format: double */
            seconds_left: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            sentence: string;
            error: string;
            can_cancel: boolean;
            strategies: string[];
            seeds: number;
        };
        BenchmarkRun: {
            seed: number;
            state: components["schemas"]["JobState"];
            done: number;
            total: number;
            error: string;
        };
        BenchmarkSettings: {
            title: string;
            source: components["schemas"]["BenchmarkSource"];
            strategies: string[];
            seeds: number;
            initial: number;
            query: number;
            rounds: number;
            pool: number;
            test: number;
            judge: components["schemas"]["BenchmarkJudge"];
            /** Format: double */
            target_error: number | null;
            annotators: components["schemas"]["BenchmarkAnnotators"];
        };
        /**
         * @description * `truth` - Truth
         *     * `labels` - Labels
         * @enum {string}
         */
        BenchmarkSource: "truth" | "labels";
        BenchmarkTableRow: {
            error: components["schemas"]["Spread"];
            aubc: components["schemas"]["Spread"];
            labels_to_target: components["schemas"]["Spread"] | null;
            /** Format: double */
            speed_up: number | null;
            against_random: components["schemas"]["Spread"] | null;
            label_factor: components["schemas"]["Spread"] | null;
        };
        /**
         * @description * `link` - link
         *     * `drawn` - drawn
         * @enum {string}
         */
        ByEnum: "link" | "drawn";
        /**
         * @description stage: told, or stopped. reason: wrong too often on gold items, too fast, or fast and always the same; sentence:
         *     on what that rests. why, lifted_by: of who let them go on.
         */
        Caution: {
            id: number;
            user: number;
            username: string;
            stage: components["schemas"]["CautionStage"];
            reason: components["schemas"]["CautionReason"];
            readonly sentence: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            lifted_at: string | null;
            readonly lifted_by: string;
            why: string;
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        CautionPage: {
            next: string | null;
            results: components["schemas"]["Caution"][];
        };
        /**
         * @description * `gold` - Gold
         *     * `pace` - Pace
         *     * `same` - Same
         * @enum {string}
         */
        CautionReason: "gold" | "pace" | "same";
        /**
         * @description * `told` - Told
         *     * `stopped` - Stopped
         * @enum {string}
         */
        CautionStage: "told" | "stopped";
        /**
         * @description * `clear` - clear
         *     * `leaning` - leaning
         *     * `noise` - noise
         *     * `early` - early
         * @enum {string}
         */
        Certainty: "clear" | "leaning" | "noise" | "early";
        Chance: {
            /** Format: double */
            value: number;
            name: string;
        };
        /**
         * @description * `item.labelled` - Item Labelled
         *     * `round.done` - Round Done
         *     * `budget.reached` - Budget Reached
         *     * `project.status` - Project Status
         *     * `job.ended` - Job Ended
         * @enum {string}
         */
        ChosenEvent: "item.labelled" | "round.done" | "budget.reached" | "project.status" | "job.ended";
        ClassShare: {
            id: number;
            name: string;
            color: string;
            labels: number;
            audit_labels: number;
            /** Format: double */
            share: number;
            prevalence: components["schemas"]["Estimate"] | null;
        };
        ColumnValue: {
            name: string;
            value: string;
        };
        Contradiction: {
            content: string;
            labels: string[];
            lines: number[];
        };
        Credentials: {
            username: string;
            password: string;
        };
        CurvePoint: {
            round: number;
            labels: number;
            /** Format: decimal */
            money: string;
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            n: number;
        };
        /**
         * @description chosen: how the items were chosen; null where by their ids. person: whose answers, as in the list of people.
         *     label: with which items were settled, or became gold; else empty. by, undone_by: empty where a command did it.
         */
        Decision: {
            id: number;
            kind: components["schemas"]["DecisionKind"];
            readonly sentence: string;
            why: string;
            chosen: {
                [key: string]: unknown;
            } | null;
            person: number | null;
            /** Format: date-time */
            since: string | null;
            readonly label: string;
            items: number;
            labels: number;
            skips: number;
            readonly by: string;
            /** Format: date-time */
            at: string;
            readonly undone_by: string;
            /** Format: date-time */
            undone_at: string | null;
        };
        DecisionByFilter: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionOnItems"];
            items: components["schemas"]["ItemFilter"];
        };
        /** @description expected: how many there were when somebody looked; nothing is done where there are others by now. */
        DecisionById: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionOnItems"];
            ids: number[];
        };
        /**
         * @description * `settle` - Settle
         *     * `ask_again` - Ask Again
         *     * `take_back` - Take Back
         *     * `set_aside` - Set Aside
         *     * `put_back` - Put Back
         *     * `accept` - Accept
         *     * `reject` - Reject
         *     * `to_gold` - To Gold
         *     * `off_gold` - Off Gold
         *     * `send_back` - Send Back
         * @enum {string}
         */
        DecisionKind: "settle" | "ask_again" | "take_back" | "set_aside" | "put_back" | "accept" | "reject" | "to_gold" | "off_gold" | "send_back";
        /**
         * @description * `take_back` - take_back
         * @enum {string}
         */
        DecisionOnAnswers: "take_back";
        /**
         * @description * `ask_again` - ask_again
         *     * `set_aside` - set_aside
         *     * `put_back` - put_back
         *     * `off_gold` - off_gold
         * @enum {string}
         */
        DecisionOnItems: "ask_again" | "set_aside" | "put_back" | "off_gold";
        /**
         * @description decision: its number; null where nothing was done. items: that are changed. labels, skips: answers on them: those
         *     that count no more, where answers are taken back. open_again: items that then want an answer and did not.
         *     paid_labels, money: what was paid for answers that count no more, and stays paid. held: items in people's hands.
         *     left: there are more than are decided at once; ask again.
         */
        DecisionOutcome: {
            decision: number | null;
            items: number;
            labels: number;
            skips: number;
            open_again: number;
            paid_labels: number;
            /** Format: decimal */
            money: string;
            held: number;
            left: boolean;
            detail: string;
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        DecisionPage: {
            next: string | null;
            results: components["schemas"]["Decision"][];
        };
        /** @description label: the name of the label that the items have from now on, whatever was answered. */
        DecisionSettleByFilter: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionWithLabel"];
            label: string;
            items: components["schemas"]["ItemFilter"];
        };
        /** @description label: the name of the label that the items have from now on, whatever was answered. */
        DecisionSettleById: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionWithLabel"];
            label: string;
            ids: number[];
        };
        /** @description One person's answers that stand: all, from a time on, on some items. expected: how many items they are on. */
        DecisionTakeBack: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionOnAnswers"];
            /** Format: int64 */
            person: number;
            /** Format: date-time */
            since?: string | null;
            items?: components["schemas"]["ItemFilter"];
        };
        /**
         * @description * `to_gold` - to_gold
         * @enum {string}
         */
        DecisionToGold: "to_gold";
        /**
         * @description label: what is right for all of these items; without it they are those on which it was decided, or whose truth is
         *     known.
         */
        DecisionToGoldByFilter: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionToGold"];
            label?: string;
            items: components["schemas"]["ItemFilter"];
        };
        /**
         * @description label: what is right for all of these items; without it they are those on which it was decided, or whose truth is
         *     known.
         */
        DecisionToGoldById: {
            why?: string;
            expected?: number;
            kind: components["schemas"]["DecisionToGold"];
            label?: string;
            ids: number[];
        };
        /**
         * @description changed: answers that count again, or items that are as before; stayed: those to which something happened
         *     since.
         */
        DecisionUndone: {
            changed: number;
            stayed: number;
            detail: string;
        };
        /**
         * @description * `settle` - settle
         * @enum {string}
         */
        DecisionWithLabel: "settle";
        DecisionWrite: components["schemas"]["DecisionTakeBack"] | components["schemas"]["DecisionById"] | components["schemas"]["DecisionByFilter"] | components["schemas"]["DecisionSettleById"] | components["schemas"]["DecisionSettleByFilter"] | components["schemas"]["DecisionToGoldById"] | components["schemas"]["DecisionToGoldByFilter"];
        DeckEnding: {
            left: number;
            skipped: number;
            for_others: number;
            held: components["schemas"]["DeckHeld"] | null;
        };
        DeckField: {
            name: string;
            look: components["schemas"]["LookEnum"];
            value: string;
        };
        DeckHeld: {
            people: number;
            items: number;
            /** Format: date-time */
            until: string;
            lacks_budget: boolean;
            holders: components["schemas"]["DeckHolder"][];
        };
        DeckHolder: {
            username: string;
            items: number;
            /** Format: date-time */
            until: string;
        };
        DeckImage: {
            url: string;
            width: number;
            height: number;
        };
        DeckItem: {
            id: number;
            text: string | null;
            image: components["schemas"]["DeckImage"] | null;
            fields: components["schemas"]["DeckField"][];
            suggestion: components["schemas"]["DeckSuggestion"] | null;
            returned: components["schemas"]["DeckReturned"] | null;
            /** Format: date-time */
            expires_at: string;
        };
        DeckModel: {
            round: number | null;
            running: boolean;
            labels_behind: number;
            worker_alive: boolean;
            /** Format: date-time */
            worker_seen_at: string | null;
        };
        DeckProgress: {
            labels: number;
            budget: number;
            mine: number;
            skipped: number;
        };
        DeckProject: {
            id: number;
            name: string;
            kind: components["schemas"]["Kind"];
            guidelines: string;
            labels: components["schemas"]["LabelClass"][];
            deck_size: number;
            role: components["schemas"]["Role"];
            version: string;
        };
        DeckRequest: {
            /** Format: uuid */
            submission: string;
            person?: number | null;
            answers?: components["schemas"]["Answer"][];
            /** Format: uuid */
            page?: string | null;
            /** @default 0 */
            want: number;
            holding?: number[];
            again?: number[];
            give_back?: number[];
            /** Format: date-time */
            skipped_until?: string | null;
            /** @default false */
            include_project: boolean;
            project_version?: string | null;
        };
        DeckResponse: {
            results: components["schemas"]["AnswerResult"][];
            items: components["schemas"]["DeckItem"][];
            lost: number[];
            progress: components["schemas"]["DeckProgress"];
            model: components["schemas"]["DeckModel"];
            state: components["schemas"]["DeckState"];
            retry_in_s: number | null;
            detail: string;
            caution: string;
            ending: components["schemas"]["DeckEnding"] | null;
            /** Format: date-time */
            server_time: string;
            project: components["schemas"]["DeckProject"] | null;
        };
        DeckReturned: {
            note: string;
            answered: boolean;
            label: number | null;
        };
        /**
         * @description * `open` - open
         *     * `waiting` - waiting
         *     * `done_here` - done_here
         *     * `paused` - paused
         *     * `budget_spent` - budget_spent
         *     * `finished` - finished
         *     * `stopped` - stopped
         * @enum {string}
         */
        DeckState: "open" | "waiting" | "done_here" | "paused" | "budget_spent" | "finished" | "stopped";
        DeckSuggestion: {
            label: number;
            /** Format: double */
            probability: number | null;
            /** Format: double */
            score: number | null;
        };
        /**
         * @description * `waiting` - Waiting
         *     * `delivered` - Delivered
         *     * `failed` - Failed
         * @enum {string}
         */
        DeliveryState: "waiting" | "delivered" | "failed";
        DemoAccount: {
            username: string;
            password: string;
            role: string;
        };
        Estimate: {
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            n: number;
            is_sure: boolean;
        };
        ExportCreate: {
            /** @default answers */
            what: components["schemas"]["ExportWhat"];
            format: components["schemas"]["ExportFormat"];
            /** @default false */
            with_replaced: boolean;
            /** @default false */
            with_model: boolean;
            items?: components["schemas"]["ItemFilter"];
        };
        /**
         * @description * `csv` - csv
         *     * `csv-spreadsheet` - csv-spreadsheet
         *     * `xlsx` - xlsx
         *     * `jsonl` - jsonl
         *     * `parquet` - parquet
         *     * `records` - records
         *     * `label-studio` - label-studio
         *     * `doccano` - doccano
         *     * `fasttext` - fasttext
         *     * `hf` - hf
         *     * `imagefolder` - imagefolder
         *     * `zip` - zip
         * @enum {string}
         */
        ExportFormat: "csv" | "csv-spreadsheet" | "xlsx" | "jsonl" | "parquet" | "records" | "label-studio" | "doccano" | "fasttext" | "hf" | "imagefolder" | "zip";
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        ExportPage: {
            next: string | null;
            results: components["schemas"]["Job"][];
        };
        /**
         * @description * `items` - items
         *     * `answers` - answers
         *     * `predictions` - predictions
         *     * `model` - model
         *     * `labels` - labels
         *     * `archive` - archive
         * @enum {string}
         */
        ExportWhat: "items" | "answers" | "predictions" | "model" | "labels" | "archive";
        FeatureProgress: {
            encoder: string;
            about: string;
            rows: number;
            total: number;
            error: string;
        };
        FieldChosen: {
            name: string;
            look: components["schemas"]["LookEnum"];
            read: boolean;
        };
        /** @description What is left out is guessed. fields: left out, the project's stay as they are. */
        FileChoices: {
            format?: string;
            encoding?: string;
            has_header?: boolean;
            sheet?: string;
            text_column?: string;
            label_column?: string;
            id_column?: string;
            person_column?: string;
            time_column?: string;
            labels_are?: components["schemas"]["LabelsAreEnum"];
            fields?: components["schemas"]["ShownField"][];
            mapping?: components["schemas"]["MappedLabel"][];
        };
        /** @description What was said of a file when it was last looked at; null: it was guessed. */
        FileChosen: {
            format: string | null;
            encoding: string | null;
            has_header: boolean | null;
            sheet: string | null;
            text_column: string | null;
            label_column: string | null;
            id_column: string | null;
            person_column: string | null;
            time_column: string | null;
            labels_are: components["schemas"]["LabelsAreEnum"] | null;
            fields: components["schemas"]["FieldChosen"][] | null;
            mapping: components["schemas"]["MappedLabel"][];
        };
        Forecast: {
            labels: number;
            /** Format: decimal */
            money: string | null;
            /** Format: double */
            hours: number | null;
            gain: components["schemas"]["Gain"];
            is_clear: boolean;
            curve: components["schemas"]["ForecastPoint"][];
        };
        ForecastPoint: {
            labels: number;
            /** Format: decimal */
            money: string | null;
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
        };
        FormatOffer: {
            name: components["schemas"]["ExportFormat"];
            title: string;
        };
        Gain: {
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
        };
        /**
         * @description item or external_id: which item. label: the name of a label; null for a skip. key: counts once, however often it
         *     is sent; one is drawn where it is missing.
         */
        GivenAnswer: {
            /** Format: int64 */
            item?: number;
            external_id?: string;
            label: string | null;
            /** Format: uuid */
            key?: string;
            /** @default  */
            skip_reason: string;
            /** @default false */
            flagged: boolean;
            /** @default  */
            comment: string;
            /**
             * Format: double
             * @default 0
             */
            seconds: number;
            /** Format: date-time */
            answered_at?: string;
        };
        GivenAnswers: {
            answers: components["schemas"]["GivenAnswer"][];
        };
        GivenResult: {
            /** Format: uuid */
            key: string;
            status: components["schemas"]["AnswerStatus"];
            code: string;
            detail: string;
        };
        /** @description What became of each answer, in their order. */
        GivenResults: {
            results: components["schemas"]["GivenResult"][];
        };
        Health: {
            status: components["schemas"]["HealthStatusEnum"];
        };
        /**
         * @description * `ok` - ok
         * @enum {string}
         */
        HealthStatusEnum: "ok";
        /** @description goes_on: from where the last import of the file stopped, if it was told the same; else from the beginning. */
        ImportCreate: {
            format?: string;
            encoding?: string;
            has_header?: boolean;
            sheet?: string;
            text_column?: string;
            label_column?: string;
            id_column?: string;
            person_column?: string;
            time_column?: string;
            labels_are?: components["schemas"]["LabelsAreEnum"];
            fields?: components["schemas"]["ShownField"][];
            mapping?: components["schemas"]["MappedLabel"][];
            upload: number;
            goes_on?: boolean;
        };
        /** @description who: as the manager wrote it. link: a path of this site while it is open, for those who may create accounts. */
        Invitation: {
            id: number;
            who: string;
            role: components["schemas"]["Role"];
            state: components["schemas"]["InvitationState"];
            invited_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            used_by: string | null;
            /** Format: date-time */
            used_at: string | null;
            /** Format: date-time */
            mailed_at: string | null;
            mail_problem: string;
            readonly link: string | null;
        };
        /** @description link: what stands behind the # of the page's address. */
        InvitationAccept: {
            link: string;
            username: string;
            password: string;
        };
        /** @description username: what they may want to be called. */
        InvitationOpened: {
            project_name: string;
            role: components["schemas"]["Role"];
            invited_by: string;
            readonly username: string;
            /** Format: date-time */
            expires_at: string;
        };
        /**
         * @description * `open` - Open
         *     * `used` - Used
         *     * `expired` - Expired
         *     * `revoked` - Revoked
         * @enum {string}
         */
        InvitationState: "open" | "used" | "expired" | "revoked";
        /** @description whom: names or addresses, each by itself. */
        InvitationsCreate: {
            whom: string[];
            role: components["schemas"]["Role"];
        };
        /** @description What became of one name or address: a member at once, an invitation, or why neither. */
        Invited: {
            who: string;
            person: components["schemas"]["Person"] | null;
            invitation: components["schemas"]["Invitation"] | null;
            problem: string;
        };
        /**
         * @description text, image: one of them, the other is null. label: what was decided on it (is_adjudicated), or its answers
         *     amount to; null for a tie, and where there is none. share: of its labels that name it, or one side of the tie.
         *     answers, skips: those that stand; people: who gave them. truth: for managers alone. rank: in the queue; null where
         *     it is not. predicted: by the last round that kept what its model made of it.
         */
        Item: {
            id: number;
            row: number;
            external_id: string;
            state: components["schemas"]["ItemStanding"];
            role: components["schemas"]["ItemRole"];
            readonly text: string | null;
            readonly image: components["schemas"]["ItemImage"] | null;
            metadata: {
                [key: string]: unknown;
            };
            label: string | null;
            is_adjudicated: boolean;
            readonly truth: string | null;
            votes: components["schemas"]["ItemVotes"][];
            /** Format: double */
            share: number | null;
            answers: number;
            skips: number;
            people: string[];
            flagged: boolean;
            commented: boolean;
            leased: boolean;
            rank: number | null;
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            added_at: string;
            predicted: components["schemas"]["ItemPredicted"] | null;
        };
        /** @description An item with all that stands beside it. image: where it lies; empty for a text. */
        ItemColumns: {
            id: number;
            text: string;
            image: string;
            values: components["schemas"]["ColumnValue"][];
        };
        ItemCounts: {
            total: number;
            pool: number;
            audit: number;
            leased: number;
            answered: number;
            set_aside: number;
            duplicates: number;
        };
        /** @description A decision on an item. How its items were chosen is left out: truths may be told by it. */
        ItemDecision: {
            id: number;
            kind: components["schemas"]["DecisionKind"];
            readonly sentence: string;
            why: string;
            person: number | null;
            /** Format: date-time */
            since: string | null;
            readonly label: string;
            items: number;
            labels: number;
            skips: number;
            readonly by: string;
            /** Format: date-time */
            at: string;
            readonly undone_by: string;
            /** Format: date-time */
            undone_at: string | null;
        };
        /**
         * @description fields: columns that stand beside it. given: all answers, the oldest first, those that were replaced later too.
         *
         *     why: it was asked, or where it waits, in words. predictions: what the models of rounds made of it, the newest first.
         *     Kept is what rounds made of the items that they ranked among their first, and of audit items, ten rounds of each: of
         *     other rounds and items it is not known. suspicion: why the newest round takes its label for an error, in words; null
         *     where it does not. duplicate_of: the number of the item that is asked instead of it.
         *     decisions: on it, the newest first, those that were undone among them.
         */
        ItemDetail: {
            id: number;
            row: number;
            external_id: string;
            state: components["schemas"]["ItemStanding"];
            role: components["schemas"]["ItemRole"];
            readonly text: string | null;
            readonly image: components["schemas"]["ItemImage"] | null;
            metadata: {
                [key: string]: unknown;
            };
            label: string | null;
            is_adjudicated: boolean;
            readonly truth: string | null;
            votes: components["schemas"]["ItemVotes"][];
            /** Format: double */
            share: number | null;
            answers: number;
            skips: number;
            people: string[];
            flagged: boolean;
            commented: boolean;
            leased: boolean;
            rank: number | null;
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            added_at: string;
            predicted: components["schemas"]["ItemPredicted"] | null;
            fields: components["schemas"]["SeenField"][];
            given: components["schemas"]["AnswerRow"][];
            suggestions: components["schemas"]["SuggestionRow"][];
            predictions: components["schemas"]["ItemPredicted"][];
            why: string;
            suspicion: string | null;
            duplicate_of: number | null;
            decisions: components["schemas"]["ItemDecision"][];
        };
        /** @description Which items: those for which all that is said holds; what is empty is not said. */
        ItemFilter: {
            /** @description Their numbers. */
            id?: number[];
            state?: components["schemas"]["ItemStanding"] | null;
            /** @description The name of the label that their answers amount to. */
            label?: string | null;
            /** @description They are set aside. */
            set_aside?: boolean | null;
            role?: components["schemas"]["ItemRole"] | null;
            /** @description They are audit or gold items. */
            measures?: boolean | null;
            /** @description As their file had it. */
            split?: string | null;
            /** @description The id that they came with. */
            external_id?: string | null;
            /** @description Words that all come in the text, the fields or the id, in any case. */
            text?: string | null;
            /** @description Of the items’ own columns: NAME=VALUE, NAME~PART, NAME>=FROM, NAME<=TO; a name that holds such signs in quotation marks: "NAME"=VALUE. */
            column?: string[];
            /** @description Somebody holds them now. */
            leased?: boolean | null;
            /**
             * Format: int64
             * @description The number of an account that has answered them.
             */
            person?: number | null;
            /** @description PERSON=LABEL: the number of an account, and the label that it gave them. */
            given?: string[];
            /** @description The name of their true label; of gold items what they are known as. For managers alone. */
            truth?: string | null;
            /** @description How many labels they have. */
            answers?: number | null;
            /** @description So many labels or more. */
            answers_from?: number | null;
            /** @description So many labels or fewer. */
            answers_to?: number | null;
            /** @description Somebody skipped them. */
            skipped?: boolean | null;
            /** @description Words that all come in the reason of somebody who skipped them. */
            skip_reason?: string | null;
            /** @description Somebody flagged them. */
            flagged?: boolean | null;
            /** @description Somebody wrote a comment. */
            commented?: boolean | null;
            /** @description Not all of their labels are the same. */
            disagreeing?: boolean | null;
            /** @description Their label was decided by a manager or reviewer. */
            adjudicated?: boolean | null;
            /** @description A label of theirs is drawn for review. */
            sampled?: boolean | null;
            /** @description Somebody has decided on them, and nobody has answered them since. */
            reviewed?: boolean | null;
            /** @description A reviewer sent them back, and they were answered anew. */
            returned?: boolean | null;
            /** @description The name of a label that a model suggests. */
            suggested?: string | null;
            /** @description A model that has suggested a label. */
            suggested_by?: string | null;
            /** @description A model that has not. */
            not_suggested_by?: string | null;
            /** @description The name of the label that the model thinks likeliest. */
            predicted?: string | null;
            /**
             * Format: double
             * @description Its probability is so much or more.
             */
            probability_from?: number | null;
            /**
             * Format: double
             * @description Its probability is so much or less.
             */
            probability_to?: number | null;
            /** @description Their label is another one than the model thinks likeliest. */
            against_model?: boolean | null;
            /** @description The newest round takes their label for an error, and nothing happened to it since. */
            suspected?: boolean | null;
            /** @description Whose ranking brought them to somebody. */
            round?: number | null;
            /**
             * Format: date-time
             * @description Some answer was given then or later.
             */
            answered_from?: string | null;
            /**
             * Format: date-time
             * @description Some answer was given then or before.
             */
            answered_to?: string | null;
            /**
             * Format: date-time
             * @description Added then or later.
             */
            added_from?: string | null;
            /**
             * Format: date-time
             * @description Added then or before.
             */
            added_to?: string | null;
        };
        ItemImage: {
            readonly url: string;
            width: number;
            height: number;
        };
        ItemLikely: {
            label: string;
            /** Format: double */
            probability: number;
        };
        ItemMap: {
            representation: string;
            title: string;
            ready: number;
            items: components["schemas"]["ItemPlace"][];
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        ItemPage: {
            next: string | null;
            results: components["schemas"]["Item"][];
        };
        ItemPlace: {
            id: number;
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
            label: number | null;
        };
        /** @description What the model of a round made of the item: at most three labels, the likeliest first. */
        ItemPredicted: {
            round: number;
            likeliest: components["schemas"]["ItemLikely"][];
        };
        /**
         * @description labels, skips: answers that go with the items. paid_labels, money: what was paid for them, and stays paid.
         *
         *     held: items in people's hands. left: there are more than are removed at once; ask again.
         */
        ItemRemoval: {
            items: number;
            held: number;
            suggestions: number;
            labels: number;
            skips: number;
            paid_labels: number;
            /** Format: decimal */
            money: string;
            left: boolean;
            detail: string;
        };
        /**
         * @description * `pool` - Pool
         *     * `audit` - Audit
         *     * `gold` - Gold
         * @enum {string}
         */
        ItemRole: "pool" | "audit" | "gold";
        /**
         * @description * `labelled` - labelled
         *     * `tied` - tied
         *     * `unlabelled` - unlabelled
         *     * `set_aside` - set_aside
         * @enum {string}
         */
        ItemStanding: "labelled" | "tied" | "unlabelled" | "set_aside";
        /** @description is_exact: it was counted; otherwise it is about so many, told by a sample. */
        ItemTotal: {
            count: number;
            is_exact: boolean;
        };
        ItemVotes: {
            label: string;
            answers: number;
        };
        /** @description metadata: all its other columns, in place of those it has; what is missing stays. truth: the name of a label. */
        ItemWrite: {
            text: string;
            /** @default  */
            external_id: string;
            metadata?: {
                [key: string]: unknown;
            };
            /** @default  */
            truth: string;
        };
        ItemsRemove: components["schemas"]["ItemsRemoveById"] | components["schemas"]["ItemsRemoveByFilter"];
        /** @description expected: how many there were when somebody looked; nothing is removed where there are others by now. */
        ItemsRemoveByFilter: {
            expected?: number;
            items: components["schemas"]["ItemFilter"];
        };
        /** @description expected: how many there were when somebody looked; nothing is removed where there are others by now. */
        ItemsRemoveById: {
            expected?: number;
            ids: number[];
        };
        ItemsWrite: {
            items: components["schemas"]["ItemWrite"][];
        };
        Job: {
            id: string;
            kind: components["schemas"]["JobKind"];
            title: string;
            project: number;
            project_name: string;
            state: components["schemas"]["JobState"];
            done: number;
            total: number | null;
            /** Format: double */
            rate: number | null;
            /** Format: double */
            seconds_left: number | null;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: date-time */
            created_at: string;
            message: string;
            error: string;
            problems: number;
            counts: components["schemas"]["JobCounts"] | null;
            can_cancel: boolean;
            download_url: string | null;
            file: components["schemas"]["JobFile"] | null;
            problems_url: string | null;
            log: string[];
        };
        JobCounts: {
            added: number;
            unchanged: number;
            updated: number;
            rejected: number;
            answers: number;
            skips: number;
            truths: number;
            suggestions: number;
            people: number;
        };
        /** @description The file that a job left. sha256: of its bytes, in hexadecimal; empty where it was not taken. */
        JobFile: {
            name: string;
            size: number;
            sha256: string;
        };
        /**
         * @description * `import` - import
         *     * `preview` - preview
         *     * `export` - export
         *     * `round` - round
         *     * `oracle` - oracle
         *     * `benchmark` - benchmark
         *     * `features` - features
         * @enum {string}
         */
        JobKind: "import" | "preview" | "export" | "round" | "oracle" | "benchmark" | "features";
        /**
         * @description * `waiting` - Waiting
         *     * `running` - Running
         *     * `done` - Done
         *     * `failed` - Failed
         *     * `cancelled` - Cancelled
         * @enum {string}
         */
        JobState: "waiting" | "running" | "done" | "failed" | "cancelled";
        Joined: {
            project: number;
            role: components["schemas"]["Role"];
        };
        JudgedRepresentation: {
            name: string;
            title: string;
            about: string;
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
        };
        /**
         * @description * `image` - Image
         *     * `text` - Text
         * @enum {string}
         */
        Kind: "image" | "text";
        LabelClass: {
            readonly id: number;
            readonly name: string;
            key: string;
            readonly color: string;
            readonly position: number;
        };
        LabelClassWrite: {
            id?: number;
            name: string;
            key?: string;
            color?: string;
        };
        LabelLook: {
            key: string;
            color: string;
        };
        /**
         * @description * `answers` - answers
         *     * `truth` - truth
         *     * `suggestions` - suggestions
         * @enum {string}
         */
        LabelsAreEnum: "answers" | "truth" | "suggestions";
        LabelsPreview: {
            labels: components["schemas"]["LabelClassWrite"][];
        };
        /** @description link: what stands behind the # of the page's address. */
        Link: {
            link: string;
        };
        /** @description username: empty where a command did it. */
        LogEntry: {
            id: number;
            /** Format: date-time */
            at: string;
            username: string;
            kind: components["schemas"]["LogKind"];
            sentence: string;
        };
        /**
         * @description * `created` - Created
         *     * `deleted` - Deleted
         *     * `started` - Started
         *     * `paused` - Paused
         *     * `setting` - Setting
         *     * `labels_added` - Labels Added
         *     * `labels_removed` - Labels Removed
         *     * `labels_ordered` - Labels Ordered
         *     * `label_name` - Label Name
         *     * `label_key` - Label Key
         *     * `label_color` - Label Color
         *     * `person_added` - Person Added
         *     * `person_removed` - Person Removed
         *     * `role` - Role
         *     * `invited` - Invited
         *     * `invitation_revoked` - Invitation Revoked
         *     * `came_in` - Came In
         *     * `password_drawn` - Password Drawn
         *     * `password_link` - Password Link
         *     * `benchmark_deleted` - Benchmark Deleted
         *     * `round_cancelled` - Round Cancelled
         *     * `alike_asked` - Alike Asked
         *     * `alike_taken_back` - Alike Taken Back
         *     * `items_removed` - Items Removed
         *     * `decided` - Decided
         *     * `decision_undone` - Decision Undone
         *     * `view_kept` - View Kept
         *     * `view_forgotten` - View Forgotten
         *     * `person_stopped` - Person Stopped
         *     * `person_let_go_on` - Person Let Go On
         *     * `webhook_added` - Webhook Added
         *     * `webhook_changed` - Webhook Changed
         *     * `webhook_secret` - Webhook Secret
         *     * `webhook_on` - Webhook On
         *     * `webhook_off` - Webhook Off
         *     * `webhook_gave_up` - Webhook Gave Up
         *     * `webhook_removed` - Webhook Removed
         * @enum {string}
         */
        LogKind: "created" | "deleted" | "started" | "paused" | "setting" | "labels_added" | "labels_removed" | "labels_ordered" | "label_name" | "label_key" | "label_color" | "person_added" | "person_removed" | "role" | "invited" | "invitation_revoked" | "came_in" | "password_drawn" | "password_link" | "benchmark_deleted" | "round_cancelled" | "alike_asked" | "alike_taken_back" | "items_removed" | "decided" | "decision_undone" | "view_kept" | "view_forgotten" | "person_stopped" | "person_let_go_on" | "webhook_added" | "webhook_changed" | "webhook_secret" | "webhook_on" | "webhook_off" | "webhook_gave_up" | "webhook_removed";
        LogPage: {
            entries: components["schemas"]["LogEntry"][];
            next: number | null;
        };
        /**
         * @description * `heading` - heading
         *     * `small` - small
         * @enum {string}
         */
        LookEnum: "heading" | "small";
        /** @description A label as the file has it, and the class that it is; to null: it is left out. */
        MappedLabel: {
            label: string;
            to: string | null;
        };
        /**
         * @description * `text` - text
         *     * `label` - label
         *     * `id` - id
         *     * `person` - person
         *     * `time` - time
         *     * `field` - field
         *     * `metadata` - metadata
         *     * `ignored` - ignored
         * @enum {string}
         */
        MeaningEnum: "text" | "label" | "id" | "person" | "time" | "field" | "metadata" | "ignored";
        Missing: {
            code: string;
            detail: string;
        };
        ModelLooks: {
            sentence: string;
            name: string | null;
            pinned: boolean;
            labels: number;
            judged: components["schemas"]["JudgedRepresentation"][];
            features: components["schemas"]["FeatureProgress"][];
        };
        MoreLikeItems: {
            /** @default 50 */
            count: number;
            items: number[];
        };
        MoreLikeLabel: {
            /** @default 50 */
            count: number;
            label: number;
        };
        MoreLikeThese: components["schemas"]["MoreLikeItems"] | components["schemas"]["MoreLikeLabel"];
        NearItem: {
            id: number;
            /** Format: double */
            cosine: number;
        };
        NearestItems: {
            representation: string;
            title: string;
            among: number;
            items: components["schemas"]["NearItem"][];
        };
        /**
         * @description * `queue` - queue
         *     * `import` - import
         *     * `api` - api
         * @enum {string}
         */
        OriginEnum: "queue" | "import" | "api";
        OverlapChange: {
            items: number;
            labels: number;
            /** Format: decimal */
            money: string | null;
            affordable: number;
            detail: string;
        };
        /** @description What it costs depends on budget and price; those that are not given are as stored. */
        OverlapPreview: {
            budget_labels?: number;
            /** Format: decimal */
            budget_money?: string | null;
            /** Format: decimal */
            price_per_label?: string;
            overlap: number;
        };
        Overview: {
            sentence: string;
            spent: components["schemas"]["OverviewSpent"];
            left: components["schemas"]["OverviewLeft"];
            accuracy: components["schemas"]["Estimate"] | null;
            awaited: components["schemas"]["AwaitedAnswers"] | null;
            change: components["schemas"]["AccuracyChange"] | null;
            chance: components["schemas"]["Chance"] | null;
            pace: components["schemas"]["OverviewPace"];
            curve: components["schemas"]["CurvePoint"][];
            forecast: components["schemas"]["Forecast"] | null;
            classes: components["schemas"]["ClassShare"][];
            rounds: components["schemas"]["RoundRow"][];
            ranking: components["schemas"]["RankingInfo"];
            looks: components["schemas"]["ModelLooks"] | null;
            people: components["schemas"]["PersonRow"][];
            items: components["schemas"]["ItemCounts"];
            warnings: components["schemas"]["Warning"][];
        };
        OverviewLeft: {
            labels: number;
            /** Format: decimal */
            money: string | null;
            ends_with_items: boolean;
            /** Format: date-time */
            finish_at: string | null;
            /** Format: double */
            hours: number | null;
        };
        OverviewPace: {
            /** Format: double */
            labels_per_hour: number;
            people_online: number;
        };
        OverviewSpent: {
            labels: number;
            budget_labels: number;
            /** Format: decimal */
            money: string;
            /** Format: decimal */
            budget_money: string | null;
            currency: string;
            /** Format: decimal */
            labels_money: string;
            /** Format: decimal */
            compute_money: string;
        };
        OwnAnswer: {
            item: components["schemas"]["DeckItem"];
            /** Format: uuid */
            key: string;
            label: number | null;
            skip_reason: string;
            flagged: boolean;
            comment: string;
            /** Format: double */
            seconds: number;
            /** Format: date-time */
            answered_at: string;
        };
        OwnAnswers: {
            answers: components["schemas"]["OwnAnswer"][];
        };
        OwnPassword: {
            current: string;
            password: string;
        };
        PasswordOwner: {
            username: string;
        };
        /** @description link: what stands behind the # of the page's address. */
        PasswordReset: {
            link: string;
            password: string;
        };
        /**
         * @description period: the day on which it begins. who: null for computing. labels: paid ones, whether they stand or not; skips:
         *     that stand, unpaid. price_low, price_high: of a label, the same unless it changed meanwhile; null without labels.
         */
        PayRow: {
            /** Format: date */
            period: string;
            who: components["schemas"]["WorkPerson"] | null;
            labels: number;
            skips: number;
            /** Format: decimal */
            price_low: string | null;
            /** Format: decimal */
            price_high: string | null;
            /** Format: decimal */
            money: string;
        };
        /** @description rows: the newest period first. labels, skips, money: the sums of all rows. */
        PaySheet: {
            /** Format: date-time */
            begin: string | null;
            /** Format: date-time */
            end: string | null;
            readonly zone: string;
            readonly currency: string;
            /** Format: decimal */
            money: string;
            rows: components["schemas"]["PayRow"][];
            labels: number;
            skips: number;
        };
        /**
         * @description id, role, joined_at: null for who has left, and for whom a file has brought, who have no login (from_file: its
         *     name, else empty). labels, skips: their answers, which stay.
         *
         *     stage: told that they are wrong too often or too fast, or stopped for it, else null; caution: on what that rests.
         *
         *     password_is_given: somebody else gave it to them, and they have not chosen their own yet. may_set_password: who asks
         *     looks after their account.
         */
        Person: {
            id: number | null;
            user: number;
            username: string;
            role: components["schemas"]["Role"] | null;
            /** Format: date-time */
            joined_at: string | null;
            labels: number;
            skips: number;
            has_left: boolean;
            from_file: string;
            stage: components["schemas"]["CautionStage"] | null;
            caution: string;
            password_is_given: boolean;
            readonly may_set_password: boolean;
        };
        /**
         * @description id, role, joined_at: null for who has left, and for whom a file has brought, who have no login (from_file: its
         *     name, else empty). labels, skips: their answers, which stay.
         *
         *     stage: told that they are wrong too often or too fast, or stopped for it, else null; caution: on what that rests.
         *
         *     password_is_given: somebody else gave it to them, and they have not chosen their own yet. may_set_password: who asks
         *     looks after their account.
         */
        PersonAdded: {
            id: number | null;
            user: number;
            username: string;
            role: components["schemas"]["Role"] | null;
            /** Format: date-time */
            joined_at: string | null;
            labels: number;
            skips: number;
            has_left: boolean;
            from_file: string;
            stage: components["schemas"]["CautionStage"] | null;
            caution: string;
            password_is_given: boolean;
            readonly may_set_password: boolean;
            readonly initial_password: string | null;
        };
        PersonCreate: {
            username: string;
            role: components["schemas"]["Role"];
            password?: string;
        };
        PersonLetGoOn: {
            why: string;
        };
        /** @description by: a link by which they choose one themselves, or a password that is drawn now. */
        PersonPassword: {
            by: components["schemas"]["ByEnum"];
        };
        /** @description One of the two is set. link: a path of this site. */
        PersonPasswordMade: {
            link: string | null;
            password: string | null;
        };
        PersonRow: {
            id: number;
            username: string;
            role: components["schemas"]["Role"] | null;
            has_left: boolean;
            from_file: string;
            labels: number;
            skips: number;
            /** Format: double */
            seconds_per_label: number | null;
            /** Format: double */
            labels_per_hour: number | null;
            audit_agreement: components["schemas"]["Estimate"] | null;
            /** Format: date-time */
            last_seen_at: string | null;
            online: boolean;
        };
        PersonWrite: {
            role: components["schemas"]["Role"];
        };
        /** @description losses: what will be missing; warnings: what else to know. */
        Preview: {
            format: string;
            formats: string[];
            encoding: string;
            delimiter: string;
            has_header: boolean | null;
            sheets: components["schemas"]["SeenSheet"][];
            columns: components["schemas"]["SeenColumn"][];
            labels_are: components["schemas"]["LabelsAreEnum"] | null;
            labels_why: string;
            items: components["schemas"]["SeenItem"][];
            counts: components["schemas"]["SeenCounts"];
            labels: components["schemas"]["SeenLabel"][];
            contradictions: components["schemas"]["Contradiction"][];
            warnings: components["schemas"]["Warning"][];
            losses: components["schemas"]["Warning"][];
        };
        /** @description items_with_truth, audit_answered, gold_items: 0 for annotators, who could tell by them which items measure. */
        Project: {
            readonly id: number;
            readonly name: string;
            readonly kind: components["schemas"]["Kind"];
            readonly status: components["schemas"]["ProjectStatus"];
            readonly role: components["schemas"]["Role"];
            readonly guidelines: string;
            labels: components["schemas"]["LabelClass"][];
            readonly overlap: number;
            readonly budget_labels: number;
            /** Format: decimal */
            budget_money: string | null;
            /** Format: decimal */
            price_per_label: string | null;
            /** Format: decimal */
            compute_price_per_hour: string | null;
            readonly currency: string;
            annotators_see_money: boolean;
            /** Format: double */
            readonly audit_share: number;
            /** Format: double */
            readonly gold_share: number;
            /** Format: double */
            readonly warn_below: number | null;
            /** Format: double */
            readonly pause_below: number | null;
            readonly watch_pace: boolean;
            readonly lease_minutes: number;
            readonly deck_size: number;
            readonly strategy: string;
            readonly batch_size: number;
            /** Format: double */
            readonly start_fraction: number;
            advanced: {
                [key: string]: unknown;
            };
            items: number;
            duplicates_once: boolean;
            readonly fields: components["schemas"]["FieldChosen"][];
            shown_suggestions: string | null;
            readonly suggested_by: string[];
            /** Format: double */
            review_share: number;
            review_names: boolean;
            readonly items_with_truth: number;
            readonly audit_answered: number;
            readonly gold_items: number;
            labels_done: number;
            /** Format: decimal */
            spent_money: string | null;
            /** Format: date-time */
            readonly created_at: string;
            readonly missing: components["schemas"]["Missing"][];
            readonly ended_by: components["schemas"]["ProjectEnd"] | null;
        };
        ProjectColumns: {
            names: string[];
            items: components["schemas"]["ItemColumns"][];
        };
        ProjectCreate: {
            name: string;
            kind: components["schemas"]["Kind"];
        };
        ProjectDelete: {
            confirm_name: string;
        };
        /**
         * @description * `items` - items
         *     * `budget` - budget
         * @enum {string}
         */
        ProjectEnd: "items" | "budget";
        ProjectRow: {
            id: number;
            name: string;
            kind: components["schemas"]["Kind"];
            status: components["schemas"]["ProjectStatus"];
            role: components["schemas"]["Role"];
            items: number;
            labels: number;
            budget_labels: number;
            /** Format: decimal */
            spent_money: string | null;
            /** Format: decimal */
            budget_money: string | null;
            currency: string;
            accuracy: components["schemas"]["Estimate"] | null;
            awaited: components["schemas"]["Awaited"] | null;
            accuracy_series: number[];
            people_online: number;
            ended_by: components["schemas"]["ProjectEnd"] | null;
            returned: number;
            /** Format: date-time */
            created_at: string;
        };
        /**
         * @description * `draft` - Draft
         *     * `active` - Active
         *     * `paused` - Paused
         *     * `finished` - Finished
         * @enum {string}
         */
        ProjectStatus: "draft" | "active" | "paused" | "finished";
        /** @description The ranges are the model's own. */
        ProjectWrite: {
            budget_labels?: number;
            /** Format: decimal */
            budget_money?: string | null;
            /** Format: decimal */
            price_per_label?: string;
            name?: string;
            guidelines?: string;
            overlap?: number;
            /** Format: double */
            audit_share?: number;
            /** Format: double */
            gold_share?: number;
            /** Format: double */
            warn_below?: number | null;
            /** Format: double */
            pause_below?: number | null;
            watch_pace?: boolean;
            lease_minutes?: number;
            deck_size?: number;
            /** Format: decimal */
            compute_price_per_hour?: string;
            currency?: string;
            annotators_see_money?: boolean;
            strategy?: string;
            batch_size?: number;
            /** Format: double */
            start_fraction?: number;
            duplicates_once?: boolean;
            advanced?: {
                [key: string]: unknown;
            };
            fields?: components["schemas"]["ShownField"][];
            shown_suggestions?: string | null;
            /** Format: double */
            review_share?: number;
            review_names?: boolean;
            labels?: components["schemas"]["LabelClassWrite"][];
        };
        /**
         * @description items: that two or more people labelled, less those that are set aside. pairs: those that share most items;
         *     pairs_in_all: how many share any. weighed: null while it is not known how much people agree. suspected: items whose
         *     label the newest round takes for an error, and to which nothing happened since.
         */
        Quality: {
            sentence: string;
            items: number;
            agreement: components["schemas"]["QualityAgreement"];
            classes: components["schemas"]["QualityClass"][];
            people: components["schemas"]["QualityPerson"][];
            pairs: components["schemas"]["QualityPair"][];
            pairs_in_all: number;
            weighed: components["schemas"]["QualityWeighed"] | null;
            suspected: number;
        };
        /**
         * @description On items that two or more people labelled. percent: how often two of them said the same (0 to 1). fleiss: Fleiss'
         *     kappa; krippendorff: Krippendorff's alpha for names, krippendorff_ordinal: for labels whose order means something
         *     (all at most 1; 0 is chance).
         */
        QualityAgreement: {
            percent: components["schemas"]["QualityFigure"];
            fleiss: components["schemas"]["QualityFigure"];
            krippendorff: components["schemas"]["QualityFigure"];
            krippendorff_ordinal: components["schemas"]["QualityFigure"];
        };
        /** @description items: to which the first gave one label and the second, the truth or the model, the other. */
        QualityCell: {
            first: string;
            second: string;
            items: number;
        };
        /** @description agreement: where one person says this label, how often another does; kappa: the same beyond chance. */
        QualityClass: {
            label: string;
            agreement: components["schemas"]["QualityFigure"];
            kappa: components["schemas"]["QualityFigure"];
        };
        /**
         * @description value, low, high: with its 95 % interval; null while n of the `needed` items are there, and where n is `needed`
         *     and all answers are the same. n: items on which it rests.
         */
        QualityFigure: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            n: number;
            needed: number;
        };
        /** @description first, second: accounts. same: how often both gave the same label; kappa: Cohen's, beyond chance. */
        QualityPair: {
            first: number;
            second: number;
            same: components["schemas"]["QualityFigure"];
            kappa: components["schemas"]["QualityFigure"];
            cells: components["schemas"]["QualityCell"][];
        };
        /**
         * @description id: of the account. labels: theirs on items that others labelled too. truth: how often they gave the true label
         *     on audit and gold items whose truth is known; cells: which for which, the true one second. model, model_cells: the
         *     same against the label that the model thought likeliest, of the items of which that is kept: it had not learned what
         *     they were given. dawid_skene: how often they are right, judged by everybody's answers; null while it is not known
         *     how much people agree.
         */
        QualityPerson: {
            id: number;
            name: string;
            labels: number;
            truth: components["schemas"]["QualityFigure"];
            cells: components["schemas"]["QualityCell"][];
            model: components["schemas"]["QualityFigure"];
            model_cells: components["schemas"]["QualityCell"][];
            /** Format: double */
            dawid_skene: number | null;
        };
        /**
         * @description What Dawid and Skene's method, which weighs people by how they err, says of the items with labels of two people.
         *
         *     tied: by the majority; settled: of these, items on which it has a likeliest label; outvoted: items on which the
         *     majority's label is not its own. Nothing goes by it: consensus is the majority's.
         */
        QualityWeighed: {
            items: number;
            tied: number;
            settled: number;
            outvoted: number;
        };
        RankingInfo: {
            round: number | null;
            /** Format: double */
            age_s: number | null;
            labels_behind: number;
            running: boolean;
            worker_alive: boolean;
            /** Format: date-time */
            worker_seen_at: string | null;
            next_round_in: number;
            waits_for: components["schemas"]["WorkerBusy"] | null;
            alike: number;
        };
        Ready: {
            ready: boolean;
            reasons: string[];
        };
        /** @description missing: why it cannot be had yet; empty where it can. by_item: items can be chosen for it. */
        ResultOffer: {
            what: components["schemas"]["ExportWhat"];
            title: string;
            about: string;
            rows: number | null;
            missing: string;
            by_item: boolean;
            formats: components["schemas"]["FormatOffer"][];
        };
        /** @description people: to whom items can be sent: the members, whatever they answered. */
        Review: {
            waiting: components["schemas"]["ReviewWaiting"][];
            people: components["schemas"]["ReviewPerson"][];
        };
        /** @description who: their name, or a letter where the project hides names from reviewers. label: its name; null for a skip. */
        ReviewAnswer: {
            id: number;
            who: string;
            label: string | null;
            skip_reason: string;
            flagged: boolean;
            comment: string;
            /** Format: double */
            seconds: number;
        };
        /** @description accept: its answers are right; set_aside: nobody is asked any more. */
        ReviewDecide: {
            /** Format: int64 */
            item: number;
            answers: number[];
            why?: string;
            kind: components["schemas"]["ReviewPlainly"];
        };
        /** @description decision: its number, by which it is undone. detail: what was done. */
        ReviewDecided: {
            decision: number;
            detail: string;
        };
        /**
         * @description label: what its answers amount to; null for a tie, and where there is none. predicted: what the model made of it
         *     in the last round of which that is kept.
         */
        ReviewItem: {
            id: number;
            row: number;
            external_id: string;
            readonly text: string | null;
            readonly image: components["schemas"]["ItemImage"] | null;
            fields: components["schemas"]["SeenField"][];
            label: string | null;
            votes: components["schemas"]["ItemVotes"][];
            answers: components["schemas"]["ReviewAnswer"][];
            kinds: components["schemas"]["ReviewKind"][];
            predicted: components["schemas"]["ItemPredicted"] | null;
        };
        /**
         * @description * `returned` - returned
         *     * `disagreeing` - disagreeing
         *     * `flagged` - flagged
         *     * `commented` - commented
         *     * `skipped` - skipped
         *     * `suspected` - suspected
         *     * `sampled` - sampled
         * @enum {string}
         */
        ReviewKind: "returned" | "disagreeing" | "flagged" | "commented" | "skipped" | "suspected" | "sampled";
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        ReviewPage: {
            next: string | null;
            results: components["schemas"]["ReviewItem"][];
        };
        ReviewPerson: {
            id: number;
            name: string;
        };
        /**
         * @description * `accept` - accept
         *     * `set_aside` - set_aside
         * @enum {string}
         */
        ReviewPlainly: "accept" | "set_aside";
        /** @description Its answers count no more, and it is asked again. */
        ReviewReject: {
            /** Format: int64 */
            item: number;
            answers: number[];
            why: string;
            kind: components["schemas"]["ReviewWithReason"];
        };
        /**
         * @description It is asked of one person once more, with a note (why): of whoever gave the answer `to_answer`, or of the account
         *     `to_person`.
         */
        ReviewSendBack: {
            /** Format: int64 */
            item: number;
            answers: number[];
            why: string;
            kind: components["schemas"]["ReviewWithNote"];
            /** Format: int64 */
            to_answer?: number;
            /** Format: int64 */
            to_person?: number;
        };
        /** @description label: the name of the label that it has from now on, whatever was answered. */
        ReviewSettle: {
            /** Format: int64 */
            item: number;
            answers: number[];
            why?: string;
            kind: components["schemas"]["DecisionWithLabel"];
            label: string;
        };
        /** @description count: items of this kind that wait; is_exact: false where they are so many that it is about so many. */
        ReviewWaiting: {
            kind: components["schemas"]["ReviewKind"];
            count: number;
            is_exact: boolean;
        };
        /**
         * @description * `send_back` - send_back
         * @enum {string}
         */
        ReviewWithNote: "send_back";
        /**
         * @description * `reject` - reject
         * @enum {string}
         */
        ReviewWithReason: "reject";
        ReviewWrite: components["schemas"]["ReviewDecide"] | components["schemas"]["ReviewReject"] | components["schemas"]["ReviewSendBack"] | components["schemas"]["ReviewSettle"];
        /**
         * @description * `manager` - Manager
         *     * `annotator` - Annotator
         *     * `reviewer` - Reviewer
         * @enum {string}
         */
        Role: "manager" | "annotator" | "reviewer";
        /**
         * @description labels_new: that it consumed; labels_total: that its model has learned. spent_labels, spent_money: when it began.
         *
         *     audit_right of audit_n: audit items on which its model was right. representation: what the model looks at.
         */
        RoundDetail: {
            readonly number: number;
            status: components["schemas"]["RoundStatus"];
            /** Format: date-time */
            readonly started_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly labels_new: number;
            readonly labels_total: number;
            readonly spent_labels: number;
            /** Format: decimal */
            readonly spent_money: string;
            readonly candidates: number;
            readonly audit_right: number;
            readonly audit_n: number;
            /** Format: double */
            readonly rank_correlation: number | null;
            readonly strategy: string;
            readonly representation: string;
            /** Format: double */
            readonly update_s: number;
            /** Format: double */
            readonly score_s: number;
            /** Format: double */
            readonly query_s: number;
            /** Format: double */
            readonly other_s: number;
            readonly error: string;
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        RoundPage: {
            next: string | null;
            results: components["schemas"]["RoundDetail"][];
        };
        RoundRow: {
            readonly number: number;
            /** @description Its name among the jobs, by which it is cancelled. */
            readonly job: string;
            readonly status: components["schemas"]["RoundStatus"];
            readonly cancel_requested: boolean;
            /** Format: date-time */
            readonly started_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly labels_new: number;
            readonly labels_total: number;
            readonly candidates: number;
            /** Format: double */
            readonly update_s: number;
            /** Format: double */
            readonly score_s: number;
            /** Format: double */
            readonly query_s: number;
            /** Format: double */
            readonly other_s: number;
            /** Format: double */
            readonly rank_correlation: number | null;
            readonly error: string;
        };
        /**
         * @description * `running` - Running
         *     * `done` - Done
         *     * `failed` - Failed
         *     * `cancelled` - Cancelled
         * @enum {string}
         */
        RoundStatus: "running" | "done" | "failed" | "cancelled";
        /** @description id: of the item, null where there is none. code, detail: why it was refused; else empty. */
        RowResult: {
            status: components["schemas"]["RowResultStatusEnum"];
            id: number | null;
            code: string;
            detail: string;
        };
        /**
         * @description * `added` - added
         *     * `updated` - updated
         *     * `unchanged` - unchanged
         *     * `refused` - refused
         * @enum {string}
         */
        RowResultStatusEnum: "added" | "updated" | "unchanged" | "refused";
        /** @description What became of each row, in their order, and how many became what. */
        RowResults: {
            added: number;
            updated: number;
            unchanged: number;
            refused: number;
            results: components["schemas"]["RowResult"][];
        };
        /** @description items: the filter, as lists and exports take it. */
        SavedView: {
            id: number;
            name: string;
            readonly items: components["schemas"]["ItemFilter"];
            sort: components["schemas"]["SortEnum"];
        };
        SavedViewCreate: {
            name: string;
            items: components["schemas"]["ItemFilter"];
            /** @default row */
            sort: components["schemas"]["SortEnum"];
        };
        /** @description label: empty for a skip. */
        SeenAnswer: {
            person: string;
            label: string;
        };
        SeenColumn: {
            name: string;
            meaning: components["schemas"]["MeaningEnum"];
            samples: string[];
        };
        /** @description rows = items + unchanged + left_out. is_whole: of the whole file; else of its beginning. */
        SeenCounts: {
            rows: number;
            items: number;
            unchanged: number;
            left_out: number;
            answers: number;
            people: number;
            skips: number;
            truths: number;
            suggestions: number;
            contradictions: number;
            repeated_ids: number;
            is_whole: boolean;
        };
        SeenField: {
            name: string;
            look: components["schemas"]["LookEnum"];
            value: string;
        };
        /** @description thumbnail: a data URL; empty for a text. label: what is known to be right. */
        SeenItem: {
            external_id: string;
            text: string;
            thumbnail: string;
            fields: components["schemas"]["SeenField"][];
            label: string;
            answers: components["schemas"]["SeenAnswer"][];
            suggestions: components["schemas"]["SeenSuggestion"][];
        };
        /** @description is_new: the import makes it. spellings: other names in the file that are this class. */
        SeenLabel: {
            name: string;
            key: string;
            color: string;
            items: number;
            is_new: boolean;
            spellings: string[];
        };
        /** @description A sheet of a workbook. */
        SeenSheet: {
            name: string;
            is_read: boolean;
        };
        SeenSuggestion: {
            model: string;
            version: string;
            label: string;
            /** Format: double */
            probability: number | null;
            /** Format: double */
            score: number | null;
        };
        Session: {
            user: components["schemas"]["User"] | null;
            demo_accounts: components["schemas"]["DemoAccount"][];
        };
        /** @description A column that annotators see beside the main content; read: the model reads it too. */
        ShownField: {
            name: string;
            look: components["schemas"]["LookEnum"];
            /** @default false */
            read: boolean;
        };
        /**
         * @description * `row` - row
         *     * `-row` - -row
         *     * `external_id` - external_id
         *     * `-external_id` - -external_id
         *     * `answers` - answers
         *     * `-answers` - -answers
         *     * `answered` - answered
         *     * `-answered` - -answered
         *     * `probability` - probability
         *     * `-probability` - -probability
         *     * `suspected` - suspected
         *     * `-suspected` - -suspected
         *     * `rank` - rank
         *     * `-rank` - -rank
         * @enum {string}
         */
        SortEnum: "row" | "-row" | "external_id" | "-external_id" | "answers" | "-answers" | "answered" | "-answered" | "probability" | "-probability" | "suspected" | "-suspected" | "rank" | "-rank";
        Source: {
            address: string;
        };
        /** @description Places of other machines from which files may be fetched, with all below each. */
        Sources: {
            allowed: string[];
        };
        Spread: {
            /** Format: double */
            mean: number;
            /** Format: double */
            spread: number;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            n: number;
        };
        Strategy: {
            name: string;
            title: string;
            description: string;
            cost: string;
            is_default: boolean;
            kinds: components["schemas"]["Kind"][];
        };
        /** @description next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing. */
        SuggestionPage: {
            next: string | null;
            results: components["schemas"]["SuggestionRow"][];
        };
        /** @description label: its name. probability: from 0 to 1, where the model gave one; score: any other number. */
        SuggestionRow: {
            id: number;
            item: number;
            external_id: string;
            model: string;
            version: string;
            label: string;
            /** Format: double */
            probability: number | null;
            /** Format: double */
            score: number | null;
            /** Format: date-time */
            created_at: string;
        };
        /** @description item or external_id: of which item. label: the name of a label. */
        SuggestionWrite: {
            /** Format: int64 */
            item?: number;
            external_id?: string;
            label: string;
            /** Format: double */
            probability?: number | null;
            /** Format: double */
            score?: number | null;
        };
        SuggestionsWrite: {
            model: string;
            /** @default  */
            version: string;
            suggestions: components["schemas"]["SuggestionWrite"][];
        };
        /**
         * @description * `read` - Read
         *     * `label` - Label
         *     * `manage` - Manage
         * @enum {string}
         */
        TokenScope: "read" | "label" | "manage";
        Upload: {
            readonly id: number;
            filename: string;
            address: string;
            /** Format: int64 */
            size: number;
            kind: components["schemas"]["Kind"];
            readonly preview: components["schemas"]["Preview"] | null;
            readonly choices: components["schemas"]["FileChosen"];
            readonly preview_job: string | null;
            readonly job: string | null;
        };
        User: {
            id: number;
            username: string;
            readonly display_name: string;
            readonly may_create_projects: boolean;
            readonly may_create_accounts: boolean;
            readonly password_is_given: boolean;
        };
        Warning: {
            code: string;
            detail: string;
        };
        /**
         * @description failures: attempts in a row that failed, since failing_since. waiting: deliveries that are not sent yet.
         *
         *     last: the newest that has ended.
         */
        Webhook: {
            id: number;
            url: string;
            events: components["schemas"]["ChosenEvent"][];
            active: boolean;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            failures: number;
            /** Format: date-time */
            failing_since: string | null;
            waiting: number;
            last: components["schemas"]["WebhookDelivery"] | null;
        };
        WebhookCreate: {
            url: string;
            events: components["schemas"]["ChosenEvent"][];
        };
        /**
         * @description One thing that a webhook is told. message: what its receiver knows it by (`webhook-id`).
         *
         *     next_attempt: while it waits. status, error, seconds: of the last attempt; status is null where no answer came.
         */
        WebhookDelivery: {
            readonly id: number;
            message: string;
            event: components["schemas"]["WebhookEvent"];
            state: components["schemas"]["DeliveryState"];
            readonly attempts: number;
            readonly next_attempt: string | null;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly ended_at: string | null;
            readonly status: number | null;
            readonly error: string;
            /** Format: double */
            readonly seconds: number | null;
        };
        WebhookDeliveryPage: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            next: number | null;
        };
        /**
         * @description One thing that a webhook is told. message: what its receiver knows it by (`webhook-id`).
         *
         *     next_attempt: while it waits. status, error, seconds: of the last attempt; status is null where no answer came.
         */
        WebhookDeliveryWhole: {
            readonly id: number;
            message: string;
            event: components["schemas"]["WebhookEvent"];
            state: components["schemas"]["DeliveryState"];
            readonly attempts: number;
            readonly next_attempt: string | null;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly ended_at: string | null;
            readonly status: number | null;
            readonly error: string;
            /** Format: double */
            readonly seconds: number | null;
            payload: {
                [key: string]: unknown;
            };
        };
        /**
         * @description * `item.labelled` - Item Labelled
         *     * `round.done` - Round Done
         *     * `budget.reached` - Budget Reached
         *     * `project.status` - Project Status
         *     * `job.ended` - Job Ended
         *     * `ping` - Ping
         * @enum {string}
         */
        WebhookEvent: "item.labelled" | "round.done" | "budget.reached" | "project.status" | "job.ended" | "ping";
        /** @description secret: shown this once. */
        WebhookWithSecret: {
            id: number;
            url: string;
            events: components["schemas"]["ChosenEvent"][];
            active: boolean;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            failures: number;
            /** Format: date-time */
            failing_since: string | null;
            waiting: number;
            last: components["schemas"]["WebhookDelivery"] | null;
            secret: string;
        };
        /** @description What is left out stays. */
        WebhookWrite: {
            url?: string;
            events?: components["schemas"]["ChosenEvent"][];
            active?: boolean;
        };
        /**
         * @description middle: where the later half begins, between the first and the last answer in the range; null without answers.
         *     computing: money that was paid to nobody.
         */
        Work: {
            /** Format: date-time */
            begin: string | null;
            /** Format: date-time */
            end: string | null;
            readonly zone: string;
            readonly currency: string;
            /** Format: decimal */
            money: string;
            /** Format: date-time */
            middle: string | null;
            people: components["schemas"]["WorkFigures"][];
            /** Format: decimal */
            computing: string;
        };
        /**
         * @description A figure in the earlier and the later half of the range: how often they were right (0 to 1), how often others
         *     agreed with them (0 to 1), or the median of their seconds. is_clear: the 95 % intervals do not overlap.
         */
        WorkChange: {
            what: components["schemas"]["WorkChangeWhatEnum"];
            first: components["schemas"]["Estimate"];
            second: components["schemas"]["Estimate"];
            is_clear: boolean;
        };
        /**
         * @description * `right` - right
         *     * `agreement` - agreement
         *     * `seconds` - seconds
         * @enum {string}
         */
        WorkChangeWhatEnum: "right" | "agreement" | "seconds";
        /**
         * @description labels, skips: given in the range, that stand; taken_back: by a decision. agreement: how often another person's
         *     label on the same item is theirs; right: how often they gave the true label on audit and gold items. drift: what
         *     changed from the earlier to the later half, in words. money: paid for labels, whether they stand or not.
         */
        WorkFigures: {
            who: components["schemas"]["WorkPerson"];
            labels: number;
            skips: number;
            taken_back: number;
            seconds: components["schemas"]["WorkSeconds"] | null;
            agreement: components["schemas"]["QualityFigure"];
            right: components["schemas"]["QualityFigure"];
            changes: components["schemas"]["WorkChange"][];
            drift: string;
            /** Format: decimal */
            money: string;
        };
        /** @description id: of the account. role: null for who has left, and for whom a file has brought (from_file: its name). */
        WorkPerson: {
            id: number;
            name: string;
            role: components["schemas"]["Role"] | null;
            has_left: boolean;
            from_file: string;
        };
        /** @description Of n labels given without a pause: half took from `low` to `high` seconds, and half less than `median`. */
        WorkSeconds: {
            /** Format: double */
            median: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            n: number;
        };
        WorkerBusy: {
            /** Format: date-time */
            since: string;
            is_benchmark: boolean;
            is_own: boolean;
            ahead: number;
        };
        /** @enum {string} */
        ErrorType: "validation_error" | "client_error" | "server_error";
        ErrorItem: {
            /** @description Stable; programs may rely on it. */
            code: string;
            /** @description A plain sentence for people. */
            detail: string;
            /** @description The field, where there is one. */
            attr: string | null;
        };
        ErrorEnvelope: {
            type: components["schemas"]["ErrorType"];
            errors: components["schemas"]["ErrorItem"][];
        };
    };
    responses: {
        /** @description Something in it cannot be taken, or is not known: each field by its name. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "validation_error",
                 *       "errors": [
                 *         {
                 *           "code": "unknown_field",
                 *           "detail": "There is no field “colour”.",
                 *           "attr": "colour"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description Nobody is signed in, or the token does not work. */
        WhoAreYou: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "token_invalid",
                 *           "detail": "This token does not work: it was revoked, has run out, or is mistyped.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The role or the token is not for this, or the CSRF token is missing. */
        NotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "token_not_enough",
                 *           "detail": "This token is not for this: it needs the scope “manage”.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description It does not exist, or not for whoever asks. */
        NotThere: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "not_found",
                 *           "detail": "This project does not exist, or you are not a member of its project.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The header Accept asks for what there is not. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "not_acceptable",
                 *           "detail": "Could not satisfy the request Accept header.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description Not at this moment, or another person is signed in than X-Person names. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "name_taken",
                 *           "detail": "There is a project called “Reviews” already.",
                 *           "attr": "name"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description It has changed since it was read. */
        Outdated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "changed_meanwhile",
                 *           "detail": "These settings were changed after you had read them. Read them again, then change them.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The body is too long. */
        TooLong: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "request_too_large",
                 *           "detail": "This request is too large.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The body is of a type that is not read here. */
        OtherMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "unsupported_media_type",
                 *           "detail": "Unsupported media type \"text/plain\" in request.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description Too many requests by this token, or too many wrong passwords. */
        TooMany: {
            headers: {
                /** @description Seconds after which to ask again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "client_error",
                 *       "errors": [
                 *         {
                 *           "code": "too_many_requests",
                 *           "detail": "This token has made too many requests within a minute. Go on in 12 seconds.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The database is away. */
        DatabaseAway: {
            headers: {
                /** @description Seconds after which to ask again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "server_error",
                 *       "errors": [
                 *         {
                 *           "code": "database_away",
                 *           "detail": "The database does not answer at the moment. Try again.",
                 *           "attr": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    benchmarks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                benchmark_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Benchmark"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                benchmark_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                benchmark_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarkRow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_file: {
        parameters: {
            query: {
                format: "csv" | "json" | "latex";
            };
            header?: never;
            path: {
                benchmark_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "application/x-tex; charset=utf-8": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitation_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAccept"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitation_join: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Link"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitation_look: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Link"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOpened"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    jobs_list: {
        parameters: {
            query?: {
                project?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    jobs_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    jobs_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/x-ndjson": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/zip": string;
                    "application/json": string;
                    "text/plain; charset=utf-8": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    jobs_problems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    media_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    projects_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRow"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    projects_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you have: 304 where nothing has changed. */
                "If-None-Match"?: string;
            };
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Another one when anything of this has changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectDelete"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you have read: 412 where somebody has changed the settings since. */
                "If-Match"?: string;
            };
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description Another one when anything of this has changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Outdated"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    queue_alike: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoreLikeThese"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedFirst"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    queue_alike_take_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    answers_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
                external_id?: string;
                flagged?: boolean;
                item?: number;
                label?: string;
                /**
                 * @description * `queue` - queue
                 *     * `import` - import
                 *     * `api` - api
                 */
                origin?: "queue" | "import" | "api";
                person?: number;
                received_from?: string;
                received_to?: string;
                round?: number;
                skipped?: boolean;
                /**
                 * @description * `id` - id
                 *     * `-id` - -id
                 */
                sort?: "id" | "-id";
                with_replaced?: boolean;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    answers_give: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GivenAnswers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenResults"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarkList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BenchmarkSettings"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarkRow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    benchmarks_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BenchmarkSettings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarkPlan"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    cautions_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CautionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_columns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectColumns"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    decisions_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    decisions_take: {
        parameters: {
            query?: {
                /** @description Only say what it would do. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionOutcome"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    decisions_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionUndone"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    deck_exchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeckRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeckResponse"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    exports_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    exports_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportCreate"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    imports_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportCreate"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitations_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitations_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationsCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    invitation_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_list: {
        parameters: {
            query?: {
                /** @description Added then or later. */
                added_from?: string;
                /** @description Added then or before. */
                added_to?: string;
                /** @description Their label was decided by a manager or reviewer. */
                adjudicated?: boolean;
                after?: string;
                /** @description Their label is another one than the model thinks likeliest. */
                against_model?: boolean;
                /** @description Some answer was given then or later. */
                answered_from?: string;
                /** @description Some answer was given then or before. */
                answered_to?: string;
                /** @description How many labels they have. */
                answers?: number;
                /** @description So many labels or more. */
                answers_from?: number;
                /** @description So many labels or fewer. */
                answers_to?: number;
                /** @description Of the items’ own columns: NAME=VALUE, NAME~PART, NAME>=FROM, NAME<=TO; a name that holds such signs in quotation marks: "NAME"=VALUE. */
                column?: string[];
                /** @description Somebody wrote a comment. */
                commented?: boolean;
                count?: number;
                /** @description Not all of their labels are the same. */
                disagreeing?: boolean;
                /** @description The id that they came with. */
                external_id?: string;
                /** @description Somebody flagged them. */
                flagged?: boolean;
                /** @description PERSON=LABEL: the number of an account, and the label that it gave them. */
                given?: string[];
                /** @description Their numbers. */
                id?: number[];
                /** @description The name of the label that their answers amount to. */
                label?: string;
                /** @description Somebody holds them now. */
                leased?: boolean;
                /** @description They are audit or gold items. */
                measures?: boolean;
                /** @description A model that has not. */
                not_suggested_by?: string;
                /** @description The number of an account that has answered them. */
                person?: number;
                /** @description The name of the label that the model thinks likeliest. */
                predicted?: string;
                /** @description Its probability is so much or more. */
                probability_from?: number;
                /** @description Its probability is so much or less. */
                probability_to?: number;
                /** @description A reviewer sent them back, and they were answered anew. */
                returned?: boolean;
                /** @description Somebody has decided on them, and nobody has answered them since. */
                reviewed?: boolean;
                /**
                 * @description * `pool` - Pool
                 *     * `audit` - Audit
                 *     * `gold` - Gold
                 */
                role?: "pool" | "audit" | "gold";
                /** @description Whose ranking brought them to somebody. */
                round?: number;
                /** @description A label of theirs is drawn for review. */
                sampled?: boolean;
                /** @description They are set aside. */
                set_aside?: boolean;
                /** @description Words that all come in the reason of somebody who skipped them. */
                skip_reason?: string;
                /** @description Somebody skipped them. */
                skipped?: boolean;
                /**
                 * @description * `row` - row
                 *     * `-row` - -row
                 *     * `external_id` - external_id
                 *     * `-external_id` - -external_id
                 *     * `answers` - answers
                 *     * `-answers` - -answers
                 *     * `answered` - answered
                 *     * `-answered` - -answered
                 *     * `probability` - probability
                 *     * `-probability` - -probability
                 *     * `suspected` - suspected
                 *     * `-suspected` - -suspected
                 *     * `rank` - rank
                 *     * `-rank` - -rank
                 */
                sort?: "row" | "-row" | "external_id" | "-external_id" | "answers" | "-answers" | "answered" | "-answered" | "probability" | "-probability" | "suspected" | "-suspected" | "rank" | "-rank";
                /** @description As their file had it. */
                split?: string;
                /**
                 * @description * `labelled` - labelled
                 *     * `tied` - tied
                 *     * `unlabelled` - unlabelled
                 *     * `set_aside` - set_aside
                 */
                state?: "labelled" | "tied" | "unlabelled" | "set_aside";
                /** @description The name of a label that a model suggests. */
                suggested?: string;
                /** @description A model that has suggested a label. */
                suggested_by?: string;
                /** @description The newest round takes their label for an error, and nothing happened to it since. */
                suspected?: boolean;
                /** @description Words that all come in the text, the fields or the id, in any case. */
                text?: string;
                /** @description The name of their true label; of gold items what they are known as. For managers alone. */
                truth?: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemsWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowResults"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_remove: {
        parameters: {
            query?: {
                /** @description Only say what would go. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemsRemove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemRemoval"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    item_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_nearest: {
        parameters: {
            query?: {
                count?: number;
            };
            header?: never;
            path: {
                item_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearestItems"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_count: {
        parameters: {
            query?: {
                /** @description Added then or later. */
                added_from?: string;
                /** @description Added then or before. */
                added_to?: string;
                /** @description Their label was decided by a manager or reviewer. */
                adjudicated?: boolean;
                /** @description Their label is another one than the model thinks likeliest. */
                against_model?: boolean;
                /** @description Some answer was given then or later. */
                answered_from?: string;
                /** @description Some answer was given then or before. */
                answered_to?: string;
                /** @description How many labels they have. */
                answers?: number;
                /** @description So many labels or more. */
                answers_from?: number;
                /** @description So many labels or fewer. */
                answers_to?: number;
                /** @description Of the items’ own columns: NAME=VALUE, NAME~PART, NAME>=FROM, NAME<=TO; a name that holds such signs in quotation marks: "NAME"=VALUE. */
                column?: string[];
                /** @description Somebody wrote a comment. */
                commented?: boolean;
                /** @description Not all of their labels are the same. */
                disagreeing?: boolean;
                /** @description The id that they came with. */
                external_id?: string;
                /** @description Somebody flagged them. */
                flagged?: boolean;
                /** @description PERSON=LABEL: the number of an account, and the label that it gave them. */
                given?: string[];
                /** @description Their numbers. */
                id?: number[];
                /** @description The name of the label that their answers amount to. */
                label?: string;
                /** @description Somebody holds them now. */
                leased?: boolean;
                /** @description They are audit or gold items. */
                measures?: boolean;
                /** @description A model that has not. */
                not_suggested_by?: string;
                /** @description The number of an account that has answered them. */
                person?: number;
                /** @description The name of the label that the model thinks likeliest. */
                predicted?: string;
                /** @description Its probability is so much or more. */
                probability_from?: number;
                /** @description Its probability is so much or less. */
                probability_to?: number;
                /** @description A reviewer sent them back, and they were answered anew. */
                returned?: boolean;
                /** @description Somebody has decided on them, and nobody has answered them since. */
                reviewed?: boolean;
                /**
                 * @description * `pool` - Pool
                 *     * `audit` - Audit
                 *     * `gold` - Gold
                 */
                role?: "pool" | "audit" | "gold";
                /** @description Whose ranking brought them to somebody. */
                round?: number;
                /** @description A label of theirs is drawn for review. */
                sampled?: boolean;
                /** @description They are set aside. */
                set_aside?: boolean;
                /** @description Words that all come in the reason of somebody who skipped them. */
                skip_reason?: string;
                /** @description Somebody skipped them. */
                skipped?: boolean;
                /** @description As their file had it. */
                split?: string;
                /**
                 * @description * `labelled` - labelled
                 *     * `tied` - tied
                 *     * `unlabelled` - unlabelled
                 *     * `set_aside` - set_aside
                 */
                state?: "labelled" | "tied" | "unlabelled" | "set_aside";
                /** @description The name of a label that a model suggests. */
                suggested?: string;
                /** @description A model that has suggested a label. */
                suggested_by?: string;
                /** @description The newest round takes their label for an error, and nothing happened to it since. */
                suspected?: boolean;
                /** @description Words that all come in the text, the fields or the id, in any case. */
                text?: string;
                /** @description The name of their true label; of gold items what they are known as. For managers alone. */
                truth?: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemTotal"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    labels_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsPreview"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelLook"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_log: {
        parameters: {
            query?: {
                before?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_map: {
        parameters: {
            query?: {
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemMap"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_nearest_text: {
        parameters: {
            query: {
                count?: number;
                text: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearestItems"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    items_nearest_picture: {
        parameters: {
            query?: {
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    picture: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearestItems"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    overlap_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverlapPreview"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverlapChange"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    overview_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    own_answers_list: {
        parameters: {
            query?: {
                person?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAnswers"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonAdded"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_let_go_on: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonLetGoOn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_new_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: number;
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonPassword"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPasswordMade"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_figures: {
        parameters: {
            query?: {
                /** @description A day, 2026-03-01, or a moment, 2026-03-01T10:00:00Z; of the years 1900 to 9000. */
                from?: string;
                /** @description A day, 2026-03-01, or a moment, 2026-03-01T10:00:00Z; of the years 1900 to 9000. */
                to?: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    people_pay: {
        parameters: {
            query?: {
                /** @description A day, 2026-03-01, or a moment, 2026-03-01T10:00:00Z; of the years 1900 to 9000. */
                from?: string;
                /**
                 * @description * `day` - day
                 *     * `week` - week
                 *     * `month` - month
                 */
                period?: "day" | "week" | "month";
                /** @description A day, 2026-03-01, or a moment, 2026-03-01T10:00:00Z; of the years 1900 to 9000. */
                to?: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaySheet"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    quality_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quality"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    results_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultOffer"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    review_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    review_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDecided"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    review_items: {
        parameters: {
            query: {
                after?: string;
                count?: number;
                /**
                 * @description * `returned` - returned
                 *     * `disagreeing` - disagreeing
                 *     * `flagged` - flagged
                 *     * `commented` - commented
                 *     * `skipped` - skipped
                 *     * `suspected` - suspected
                 *     * `sampled` - sampled
                 */
                kind: "returned" | "disagreeing" | "flagged" | "commented" | "skipped" | "suspected" | "sampled";
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    rounds_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    sources_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sources"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    sources_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Source"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    project_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    suggestions_list: {
        parameters: {
            query?: {
                after?: string;
                count?: number;
                external_id?: string;
                item?: number;
                label?: string;
                model?: string;
                version?: string;
            };
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    suggestions_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestionsWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowResults"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    uploads_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    uploads_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    uploads_look_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                upload_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FileChoices"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    views_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    views_keep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    views_forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                view_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhooks_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhooks_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_deliveries: {
        parameters: {
            query?: {
                before?: number;
            };
            header?: never;
            path: {
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: number;
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWhole"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: number;
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWhole"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    webhook_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: number;
                webhook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWhole"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    ready_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    session_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    session_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    password_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    password_reset_look: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Link"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordOwner"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    strategies_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Strategy"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    tokens_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    tokens_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessTokenCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessTokenMade"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLong"];
            415: components["responses"]["OtherMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
    tokens_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["WhoAreYou"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotThere"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["DatabaseAway"];
        };
    };
}

export type AccessToken = components['schemas']['AccessToken'];
export type AccessTokenCreate = components['schemas']['AccessTokenCreate'];
export type AccessTokenMade = components['schemas']['AccessTokenMade'];
export type AccuracyChange = components['schemas']['AccuracyChange'];
export type Answer = components['schemas']['Answer'];
export type AnswerPage = components['schemas']['AnswerPage'];
export type AnswerResult = components['schemas']['AnswerResult'];
export type AnswerRow = components['schemas']['AnswerRow'];
export type AnswerStatus = components['schemas']['AnswerStatus'];
export type AskedFirst = components['schemas']['AskedFirst'];
export type Awaited = components['schemas']['Awaited'];
export type AwaitedAnswers = components['schemas']['AwaitedAnswers'];
export type Benchmark = components['schemas']['Benchmark'];
export type BenchmarkAdvice = components['schemas']['BenchmarkAdvice'];
export type BenchmarkAnnotators = components['schemas']['BenchmarkAnnotators'];
export type BenchmarkArm = components['schemas']['BenchmarkArm'];
export type BenchmarkJudge = components['schemas']['BenchmarkJudge'];
export type BenchmarkList = components['schemas']['BenchmarkList'];
export type BenchmarkOffer = components['schemas']['BenchmarkOffer'];
export type BenchmarkPenalty = components['schemas']['BenchmarkPenalty'];
export type BenchmarkPlan = components['schemas']['BenchmarkPlan'];
export type BenchmarkPoint = components['schemas']['BenchmarkPoint'];
export type BenchmarkRow = components['schemas']['BenchmarkRow'];
export type BenchmarkRun = components['schemas']['BenchmarkRun'];
export type BenchmarkSettings = components['schemas']['BenchmarkSettings'];
export type BenchmarkSource = components['schemas']['BenchmarkSource'];
export type BenchmarkTableRow = components['schemas']['BenchmarkTableRow'];
export type ByEnum = components['schemas']['ByEnum'];
export type Caution = components['schemas']['Caution'];
export type CautionPage = components['schemas']['CautionPage'];
export type CautionReason = components['schemas']['CautionReason'];
export type CautionStage = components['schemas']['CautionStage'];
export type Certainty = components['schemas']['Certainty'];
export type Chance = components['schemas']['Chance'];
export type ChosenEvent = components['schemas']['ChosenEvent'];
export type ClassShare = components['schemas']['ClassShare'];
export type ColumnValue = components['schemas']['ColumnValue'];
export type Contradiction = components['schemas']['Contradiction'];
export type Credentials = components['schemas']['Credentials'];
export type CurvePoint = components['schemas']['CurvePoint'];
export type Decision = components['schemas']['Decision'];
export type DecisionByFilter = components['schemas']['DecisionByFilter'];
export type DecisionById = components['schemas']['DecisionById'];
export type DecisionKind = components['schemas']['DecisionKind'];
export type DecisionOnAnswers = components['schemas']['DecisionOnAnswers'];
export type DecisionOnItems = components['schemas']['DecisionOnItems'];
export type DecisionOutcome = components['schemas']['DecisionOutcome'];
export type DecisionPage = components['schemas']['DecisionPage'];
export type DecisionSettleByFilter = components['schemas']['DecisionSettleByFilter'];
export type DecisionSettleById = components['schemas']['DecisionSettleById'];
export type DecisionTakeBack = components['schemas']['DecisionTakeBack'];
export type DecisionToGold = components['schemas']['DecisionToGold'];
export type DecisionToGoldByFilter = components['schemas']['DecisionToGoldByFilter'];
export type DecisionToGoldById = components['schemas']['DecisionToGoldById'];
export type DecisionUndone = components['schemas']['DecisionUndone'];
export type DecisionWithLabel = components['schemas']['DecisionWithLabel'];
export type DecisionWrite = components['schemas']['DecisionWrite'];
export type DeckEnding = components['schemas']['DeckEnding'];
export type DeckField = components['schemas']['DeckField'];
export type DeckHeld = components['schemas']['DeckHeld'];
export type DeckHolder = components['schemas']['DeckHolder'];
export type DeckImage = components['schemas']['DeckImage'];
export type DeckItem = components['schemas']['DeckItem'];
export type DeckModel = components['schemas']['DeckModel'];
export type DeckProgress = components['schemas']['DeckProgress'];
export type DeckProject = components['schemas']['DeckProject'];
export type DeckRequest = components['schemas']['DeckRequest'];
export type DeckResponse = components['schemas']['DeckResponse'];
export type DeckReturned = components['schemas']['DeckReturned'];
export type DeckState = components['schemas']['DeckState'];
export type DeckSuggestion = components['schemas']['DeckSuggestion'];
export type DeliveryState = components['schemas']['DeliveryState'];
export type DemoAccount = components['schemas']['DemoAccount'];
export type ErrorEnvelope = components['schemas']['ErrorEnvelope'];
export type ErrorItem = components['schemas']['ErrorItem'];
export type ErrorType = components['schemas']['ErrorType'];
export type Estimate = components['schemas']['Estimate'];
export type ExportCreate = components['schemas']['ExportCreate'];
export type ExportFormat = components['schemas']['ExportFormat'];
export type ExportPage = components['schemas']['ExportPage'];
export type ExportWhat = components['schemas']['ExportWhat'];
export type FeatureProgress = components['schemas']['FeatureProgress'];
export type FieldChosen = components['schemas']['FieldChosen'];
export type FileChoices = components['schemas']['FileChoices'];
export type FileChosen = components['schemas']['FileChosen'];
export type Forecast = components['schemas']['Forecast'];
export type ForecastPoint = components['schemas']['ForecastPoint'];
export type FormatOffer = components['schemas']['FormatOffer'];
export type Gain = components['schemas']['Gain'];
export type GivenAnswer = components['schemas']['GivenAnswer'];
export type GivenAnswers = components['schemas']['GivenAnswers'];
export type GivenResult = components['schemas']['GivenResult'];
export type GivenResults = components['schemas']['GivenResults'];
export type Health = components['schemas']['Health'];
export type HealthStatusEnum = components['schemas']['HealthStatusEnum'];
export type ImportCreate = components['schemas']['ImportCreate'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationAccept = components['schemas']['InvitationAccept'];
export type InvitationOpened = components['schemas']['InvitationOpened'];
export type InvitationState = components['schemas']['InvitationState'];
export type InvitationsCreate = components['schemas']['InvitationsCreate'];
export type Invited = components['schemas']['Invited'];
export type Item = components['schemas']['Item'];
export type ItemColumns = components['schemas']['ItemColumns'];
export type ItemCounts = components['schemas']['ItemCounts'];
export type ItemDecision = components['schemas']['ItemDecision'];
export type ItemDetail = components['schemas']['ItemDetail'];
export type ItemFilter = components['schemas']['ItemFilter'];
export type ItemImage = components['schemas']['ItemImage'];
export type ItemLikely = components['schemas']['ItemLikely'];
export type ItemMap = components['schemas']['ItemMap'];
export type ItemPage = components['schemas']['ItemPage'];
export type ItemPlace = components['schemas']['ItemPlace'];
export type ItemPredicted = components['schemas']['ItemPredicted'];
export type ItemRemoval = components['schemas']['ItemRemoval'];
export type ItemRole = components['schemas']['ItemRole'];
export type ItemStanding = components['schemas']['ItemStanding'];
export type ItemTotal = components['schemas']['ItemTotal'];
export type ItemVotes = components['schemas']['ItemVotes'];
export type ItemWrite = components['schemas']['ItemWrite'];
export type ItemsRemove = components['schemas']['ItemsRemove'];
export type ItemsRemoveByFilter = components['schemas']['ItemsRemoveByFilter'];
export type ItemsRemoveById = components['schemas']['ItemsRemoveById'];
export type ItemsWrite = components['schemas']['ItemsWrite'];
export type Job = components['schemas']['Job'];
export type JobCounts = components['schemas']['JobCounts'];
export type JobFile = components['schemas']['JobFile'];
export type JobKind = components['schemas']['JobKind'];
export type JobState = components['schemas']['JobState'];
export type Joined = components['schemas']['Joined'];
export type JudgedRepresentation = components['schemas']['JudgedRepresentation'];
export type Kind = components['schemas']['Kind'];
export type LabelClass = components['schemas']['LabelClass'];
export type LabelClassWrite = components['schemas']['LabelClassWrite'];
export type LabelLook = components['schemas']['LabelLook'];
export type LabelsAreEnum = components['schemas']['LabelsAreEnum'];
export type LabelsPreview = components['schemas']['LabelsPreview'];
export type Link = components['schemas']['Link'];
export type LogEntry = components['schemas']['LogEntry'];
export type LogKind = components['schemas']['LogKind'];
export type LogPage = components['schemas']['LogPage'];
export type LookEnum = components['schemas']['LookEnum'];
export type MappedLabel = components['schemas']['MappedLabel'];
export type MeaningEnum = components['schemas']['MeaningEnum'];
export type Missing = components['schemas']['Missing'];
export type ModelLooks = components['schemas']['ModelLooks'];
export type MoreLikeItems = components['schemas']['MoreLikeItems'];
export type MoreLikeLabel = components['schemas']['MoreLikeLabel'];
export type MoreLikeThese = components['schemas']['MoreLikeThese'];
export type NearItem = components['schemas']['NearItem'];
export type NearestItems = components['schemas']['NearestItems'];
export type OriginEnum = components['schemas']['OriginEnum'];
export type OverlapChange = components['schemas']['OverlapChange'];
export type OverlapPreview = components['schemas']['OverlapPreview'];
export type Overview = components['schemas']['Overview'];
export type OverviewLeft = components['schemas']['OverviewLeft'];
export type OverviewPace = components['schemas']['OverviewPace'];
export type OverviewSpent = components['schemas']['OverviewSpent'];
export type OwnAnswer = components['schemas']['OwnAnswer'];
export type OwnAnswers = components['schemas']['OwnAnswers'];
export type OwnPassword = components['schemas']['OwnPassword'];
export type PasswordOwner = components['schemas']['PasswordOwner'];
export type PasswordReset = components['schemas']['PasswordReset'];
export type PayRow = components['schemas']['PayRow'];
export type PaySheet = components['schemas']['PaySheet'];
export type Person = components['schemas']['Person'];
export type PersonAdded = components['schemas']['PersonAdded'];
export type PersonCreate = components['schemas']['PersonCreate'];
export type PersonLetGoOn = components['schemas']['PersonLetGoOn'];
export type PersonPassword = components['schemas']['PersonPassword'];
export type PersonPasswordMade = components['schemas']['PersonPasswordMade'];
export type PersonRow = components['schemas']['PersonRow'];
export type PersonWrite = components['schemas']['PersonWrite'];
export type Preview = components['schemas']['Preview'];
export type Project = components['schemas']['Project'];
export type ProjectColumns = components['schemas']['ProjectColumns'];
export type ProjectCreate = components['schemas']['ProjectCreate'];
export type ProjectDelete = components['schemas']['ProjectDelete'];
export type ProjectEnd = components['schemas']['ProjectEnd'];
export type ProjectRow = components['schemas']['ProjectRow'];
export type ProjectStatus = components['schemas']['ProjectStatus'];
export type ProjectWrite = components['schemas']['ProjectWrite'];
export type Quality = components['schemas']['Quality'];
export type QualityAgreement = components['schemas']['QualityAgreement'];
export type QualityCell = components['schemas']['QualityCell'];
export type QualityClass = components['schemas']['QualityClass'];
export type QualityFigure = components['schemas']['QualityFigure'];
export type QualityPair = components['schemas']['QualityPair'];
export type QualityPerson = components['schemas']['QualityPerson'];
export type QualityWeighed = components['schemas']['QualityWeighed'];
export type RankingInfo = components['schemas']['RankingInfo'];
export type Ready = components['schemas']['Ready'];
export type ResultOffer = components['schemas']['ResultOffer'];
export type Review = components['schemas']['Review'];
export type ReviewAnswer = components['schemas']['ReviewAnswer'];
export type ReviewDecide = components['schemas']['ReviewDecide'];
export type ReviewDecided = components['schemas']['ReviewDecided'];
export type ReviewItem = components['schemas']['ReviewItem'];
export type ReviewKind = components['schemas']['ReviewKind'];
export type ReviewPage = components['schemas']['ReviewPage'];
export type ReviewPerson = components['schemas']['ReviewPerson'];
export type ReviewPlainly = components['schemas']['ReviewPlainly'];
export type ReviewReject = components['schemas']['ReviewReject'];
export type ReviewSendBack = components['schemas']['ReviewSendBack'];
export type ReviewSettle = components['schemas']['ReviewSettle'];
export type ReviewWaiting = components['schemas']['ReviewWaiting'];
export type ReviewWithNote = components['schemas']['ReviewWithNote'];
export type ReviewWithReason = components['schemas']['ReviewWithReason'];
export type ReviewWrite = components['schemas']['ReviewWrite'];
export type Role = components['schemas']['Role'];
export type RoundDetail = components['schemas']['RoundDetail'];
export type RoundPage = components['schemas']['RoundPage'];
export type RoundRow = components['schemas']['RoundRow'];
export type RoundStatus = components['schemas']['RoundStatus'];
export type RowResult = components['schemas']['RowResult'];
export type RowResultStatusEnum = components['schemas']['RowResultStatusEnum'];
export type RowResults = components['schemas']['RowResults'];
export type SavedView = components['schemas']['SavedView'];
export type SavedViewCreate = components['schemas']['SavedViewCreate'];
export type SeenAnswer = components['schemas']['SeenAnswer'];
export type SeenColumn = components['schemas']['SeenColumn'];
export type SeenCounts = components['schemas']['SeenCounts'];
export type SeenField = components['schemas']['SeenField'];
export type SeenItem = components['schemas']['SeenItem'];
export type SeenLabel = components['schemas']['SeenLabel'];
export type SeenSheet = components['schemas']['SeenSheet'];
export type SeenSuggestion = components['schemas']['SeenSuggestion'];
export type Session = components['schemas']['Session'];
export type ShownField = components['schemas']['ShownField'];
export type SortEnum = components['schemas']['SortEnum'];
export type Source = components['schemas']['Source'];
export type Sources = components['schemas']['Sources'];
export type Spread = components['schemas']['Spread'];
export type Strategy = components['schemas']['Strategy'];
export type SuggestionPage = components['schemas']['SuggestionPage'];
export type SuggestionRow = components['schemas']['SuggestionRow'];
export type SuggestionWrite = components['schemas']['SuggestionWrite'];
export type SuggestionsWrite = components['schemas']['SuggestionsWrite'];
export type TokenScope = components['schemas']['TokenScope'];
export type Upload = components['schemas']['Upload'];
export type User = components['schemas']['User'];
export type Warning = components['schemas']['Warning'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookCreate = components['schemas']['WebhookCreate'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookDeliveryPage = components['schemas']['WebhookDeliveryPage'];
export type WebhookDeliveryWhole = components['schemas']['WebhookDeliveryWhole'];
export type WebhookEvent = components['schemas']['WebhookEvent'];
export type WebhookWithSecret = components['schemas']['WebhookWithSecret'];
export type WebhookWrite = components['schemas']['WebhookWrite'];
export type Work = components['schemas']['Work'];
export type WorkChange = components['schemas']['WorkChange'];
export type WorkChangeWhatEnum = components['schemas']['WorkChangeWhatEnum'];
export type WorkFigures = components['schemas']['WorkFigures'];
export type WorkPerson = components['schemas']['WorkPerson'];
export type WorkSeconds = components['schemas']['WorkSeconds'];
export type WorkerBusy = components['schemas']['WorkerBusy'];
