// Generated from schema.yaml by `npm run schema`. Do not edit.
export interface paths {
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_session_get"];
        put?: never;
        post: operations["api_session_post"];
        delete: operations["api_session_delete"];
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
        get: operations["api_projects_get"];
        put?: never;
        post: operations["api_projects_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_projects_id__get"];
        put?: never;
        post?: never;
        delete: operations["api_projects_id__delete"];
        options?: never;
        head?: never;
        patch: operations["api_projects_id__patch"];
        trace?: never;
    };
    "/api/projects/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_pause_post"];
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
        get: operations["api_strategies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_uploads_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_exports_post"];
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
        get: operations["api_jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_jobs_job__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_jobs_job_cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/deck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["api_projects_id_deck_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_projects_id_overview_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_projects_id_people_get"];
        put?: never;
        post: operations["api_projects_id_people_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["api_projects_id_people_person__delete"];
        options?: never;
        head?: never;
        patch: operations["api_projects_id_people_person__patch"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Answer: {
            /** Format: uuid */
            key: string;
            item: number;
            label: number | null;
            skip_reason: string;
            flagged: boolean;
            comment: string;
            /** Format: double */
            seconds: number;
            /** Format: date-time */
            answered_at: string;
        };
        AnswerResult: {
            /** Format: uuid */
            key: string;
            status: components["schemas"]["AnswerStatus"];
            code: string;
            detail: string;
        };
        /** @enum {string} */
        AnswerStatus: "accepted" | "duplicate" | "refused";
        ClassShare: {
            id: number;
            name: string;
            color: string;
            labels: number;
            /** Format: double */
            share: number;
            prevalence: components["schemas"]["Estimate"] | null;
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
        DeckImage: {
            url: string;
            width: number;
            height: number;
        };
        DeckItem: {
            id: number;
            text: string | null;
            image: components["schemas"]["DeckImage"] | null;
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
        };
        DeckProject: {
            id: number;
            name: string;
            kind: components["schemas"]["Kind"];
            guidelines: string;
            labels: components["schemas"]["LabelClass"][];
            deck_size: number;
            role: components["schemas"]["Role"];
        };
        DeckRequest: {
            /** Format: uuid */
            submission: string;
            answers: components["schemas"]["Answer"][];
            want: number;
            holding: number[];
            give_back: number[];
            include_project: boolean;
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
            /** Format: date-time */
            server_time: string;
            project: components["schemas"]["DeckProject"] | null;
        };
        /** @enum {string} */
        DeckState: "open" | "budget_spent" | "paused" | "finished" | "waiting";
        DemoAccount: {
            username: string;
            password: string;
            role: string;
        };
        ErrorEnvelope: {
            type: components["schemas"]["ErrorType"];
            errors: components["schemas"]["ErrorItem"][];
        };
        ErrorItem: {
            code: string;
            detail: string;
            attr: string | null;
        };
        /** @enum {string} */
        ErrorType: "validation_error" | "client_error" | "server_error";
        Estimate: {
            /** Format: double */
            value: number;
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            n: number;
        };
        ExportCreate: {
            format: components["schemas"]["ExportFormat"];
        };
        /** @enum {string} */
        ExportFormat: "csv" | "jsonl";
        ImportCreate: {
            upload: number;
            text_column?: string;
            label_column?: string;
            id_column?: string;
        };
        ItemCounts: {
            total: number;
            pool: number;
            labelled: number;
            audit: number;
            leased: number;
            set_aside: number;
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
            problems_url: string | null;
            log: string[];
        };
        JobCounts: {
            added: number;
            unchanged: number;
            updated: number;
            rejected: number;
        };
        /** @enum {string} */
        JobKind: "import" | "export" | "round" | "oracle";
        /** @enum {string} */
        JobState: "waiting" | "running" | "done" | "failed" | "cancelled";
        /** @enum {string} */
        Kind: "image" | "text";
        LabelClass: {
            id: number;
            name: string;
            key: string;
            color: string;
            position: number;
        };
        LabelClassWrite: {
            id?: number;
            name: string;
            key?: string;
            color?: string;
        };
        Missing: {
            code: string;
            detail: string;
        };
        Overview: {
            sentence: string;
            spent: components["schemas"]["OverviewSpent"];
            left: components["schemas"]["OverviewLeft"];
            accuracy: components["schemas"]["Estimate"] | null;
            pace: components["schemas"]["OverviewPace"];
            curve: components["schemas"]["CurvePoint"][];
            classes: components["schemas"]["ClassShare"][];
            rounds: components["schemas"]["RoundRow"][];
            ranking: components["schemas"]["RankingInfo"];
            people: components["schemas"]["PersonRow"][];
            items: components["schemas"]["ItemCounts"];
            warnings: components["schemas"]["Warning"][];
        };
        OverviewLeft: {
            labels: number;
            /** Format: decimal */
            money: string | null;
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
        PatchedPersonWrite: {
            role?: components["schemas"]["Role"];
        };
        PatchedProjectWrite: {
            name?: string;
            guidelines?: string;
            overlap?: number;
            budget_labels?: number;
            /** Format: decimal */
            budget_money?: string | null;
            /** Format: decimal */
            price_per_label?: string;
            currency?: string;
            /** Format: double */
            audit_share?: number;
            lease_minutes?: number;
            deck_size?: number;
            strategy?: string;
            batch_size?: number;
            /** Format: double */
            start_fraction?: number;
            advanced?: {
                [key: string]: unknown;
            };
            labels?: components["schemas"]["LabelClassWrite"][];
        };
        Person: {
            id: number;
            user: number;
            username: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            joined_at: string;
        };
        PersonAdded: {
            id: number;
            user: number;
            username: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            joined_at: string;
            initial_password: string | null;
        };
        PersonCreate: {
            username: string;
            role: components["schemas"]["Role"];
            password?: string;
        };
        PersonRow: {
            id: number;
            username: string;
            role: components["schemas"]["Role"];
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
        Preview: {
            columns: string[];
            rows: string[][];
            total_rows: number | null;
            format: components["schemas"]["UploadFormat"];
            encoding: string;
            delimiter: string;
            text_column: string;
            label_column: string;
            id_column: string;
            labels: string[];
            thumbnails: string[];
            warnings: components["schemas"]["Warning"][];
        };
        Project: {
            id: number;
            name: string;
            kind: components["schemas"]["Kind"];
            status: components["schemas"]["ProjectStatus"];
            role: components["schemas"]["Role"];
            guidelines: string;
            labels: components["schemas"]["LabelClass"][];
            overlap: number;
            budget_labels: number;
            /** Format: decimal */
            budget_money: string | null;
            /** Format: decimal */
            price_per_label: string;
            currency: string;
            /** Format: double */
            audit_share: number;
            lease_minutes: number;
            deck_size: number;
            strategy: string;
            batch_size: number;
            /** Format: double */
            start_fraction: number;
            advanced: {
                [key: string]: unknown;
            };
            items: number;
            items_with_truth: number;
            labels_done: number;
            /** Format: decimal */
            spent_money: string;
            /** Format: date-time */
            created_at: string;
            missing: components["schemas"]["Missing"][];
        };
        ProjectCreate: {
            name: string;
            kind: components["schemas"]["Kind"];
        };
        ProjectDelete: {
            confirm_name: string;
        };
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
            spent_money: string;
            /** Format: decimal */
            budget_money: string | null;
            currency: string;
            accuracy: components["schemas"]["Estimate"] | null;
            accuracy_series: number[];
            people_online: number;
            /** Format: date-time */
            created_at: string;
        };
        /** @enum {string} */
        ProjectStatus: "draft" | "active" | "paused" | "finished";
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
        };
        /** @enum {string} */
        Role: "manager" | "annotator" | "reviewer";
        RoundRow: {
            number: number;
            status: components["schemas"]["RoundStatus"];
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            labels_new: number;
            labels_total: number;
            candidates: number;
            /** Format: double */
            update_s: number;
            /** Format: double */
            score_s: number;
            /** Format: double */
            query_s: number;
            /** Format: double */
            other_s: number;
            /** Format: double */
            rank_correlation: number | null;
            error: string;
        };
        /** @enum {string} */
        RoundStatus: "running" | "done" | "failed";
        Session: {
            user: components["schemas"]["User"] | null;
            demo_accounts: components["schemas"]["DemoAccount"][];
        };
        Strategy: {
            name: string;
            title: string;
            description: string;
            cost: string;
            is_default: boolean;
            kinds: components["schemas"]["Kind"][];
        };
        Upload: {
            id: number;
            filename: string;
            size: number;
            kind: components["schemas"]["Kind"];
            preview: components["schemas"]["Preview"];
        };
        /** @enum {string} */
        UploadFormat: "zip" | "csv" | "jsonl";
        User: {
            id: number;
            username: string;
            display_name: string;
            may_create_projects: boolean;
        };
        Warning: {
            code: string;
            detail: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    api_session_get: {
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
        };
    };
    api_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_session_delete: {
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
        };
    };
    api_projects_get: {
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
        };
    };
    api_projects_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_projects_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
        };
    };
    api_projects_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_projects_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedProjectWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    api_projects_id_start_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
        };
    };
    api_projects_id_pause_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
        };
    };
    api_strategies_get: {
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
        };
    };
    api_projects_id_uploads_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["Upload"];
                };
            };
        };
    };
    api_projects_id_imports_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_projects_id_exports_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_jobs_get: {
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
                    "application/json": components["schemas"]["Job"][];
                };
            };
        };
    };
    api_jobs_job__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
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
        };
    };
    api_jobs_job_cancel_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
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
        };
    };
    api_projects_id_deck_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_projects_id_overview_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
        };
    };
    api_projects_id_people_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
        };
    };
    api_projects_id_people_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
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
        };
    };
    api_projects_id_people_person__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                person: number;
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
        };
    };
    api_projects_id_people_person__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                person: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPersonWrite"];
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
        };
    };
}

export type Answer = components['schemas']['Answer'];
export type AnswerResult = components['schemas']['AnswerResult'];
export type AnswerStatus = components['schemas']['AnswerStatus'];
export type ClassShare = components['schemas']['ClassShare'];
export type Credentials = components['schemas']['Credentials'];
export type CurvePoint = components['schemas']['CurvePoint'];
export type DeckImage = components['schemas']['DeckImage'];
export type DeckItem = components['schemas']['DeckItem'];
export type DeckModel = components['schemas']['DeckModel'];
export type DeckProgress = components['schemas']['DeckProgress'];
export type DeckProject = components['schemas']['DeckProject'];
export type DeckRequest = components['schemas']['DeckRequest'];
export type DeckResponse = components['schemas']['DeckResponse'];
export type DeckState = components['schemas']['DeckState'];
export type DemoAccount = components['schemas']['DemoAccount'];
export type ErrorEnvelope = components['schemas']['ErrorEnvelope'];
export type ErrorItem = components['schemas']['ErrorItem'];
export type ErrorType = components['schemas']['ErrorType'];
export type Estimate = components['schemas']['Estimate'];
export type ExportCreate = components['schemas']['ExportCreate'];
export type ExportFormat = components['schemas']['ExportFormat'];
export type ImportCreate = components['schemas']['ImportCreate'];
export type ItemCounts = components['schemas']['ItemCounts'];
export type Job = components['schemas']['Job'];
export type JobCounts = components['schemas']['JobCounts'];
export type JobKind = components['schemas']['JobKind'];
export type JobState = components['schemas']['JobState'];
export type Kind = components['schemas']['Kind'];
export type LabelClass = components['schemas']['LabelClass'];
export type LabelClassWrite = components['schemas']['LabelClassWrite'];
export type Missing = components['schemas']['Missing'];
export type Overview = components['schemas']['Overview'];
export type OverviewLeft = components['schemas']['OverviewLeft'];
export type OverviewPace = components['schemas']['OverviewPace'];
export type OverviewSpent = components['schemas']['OverviewSpent'];
export type PatchedPersonWrite = components['schemas']['PatchedPersonWrite'];
export type PatchedProjectWrite = components['schemas']['PatchedProjectWrite'];
export type Person = components['schemas']['Person'];
export type PersonAdded = components['schemas']['PersonAdded'];
export type PersonCreate = components['schemas']['PersonCreate'];
export type PersonRow = components['schemas']['PersonRow'];
export type Preview = components['schemas']['Preview'];
export type Project = components['schemas']['Project'];
export type ProjectCreate = components['schemas']['ProjectCreate'];
export type ProjectDelete = components['schemas']['ProjectDelete'];
export type ProjectRow = components['schemas']['ProjectRow'];
export type ProjectStatus = components['schemas']['ProjectStatus'];
export type RankingInfo = components['schemas']['RankingInfo'];
export type Role = components['schemas']['Role'];
export type RoundRow = components['schemas']['RoundRow'];
export type RoundStatus = components['schemas']['RoundStatus'];
export type Session = components['schemas']['Session'];
export type Strategy = components['schemas']['Strategy'];
export type Upload = components['schemas']['Upload'];
export type UploadFormat = components['schemas']['UploadFormat'];
export type User = components['schemas']['User'];
export type Warning = components['schemas']['Warning'];
