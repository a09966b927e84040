import GRDB

/// The first schema: what version 0.1 keeps.
///
/// The file outlives the code, so the invariants are here: states are closed sets, a state that needs a value
/// has it, immutable rows refuse updates, and what is still referred to cannot be removed.
enum SchemaV1 {
    static let name = "v1"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: models + documents + datasets + adapters + runs + conversations + jobs)
    }

    private static let models = """
        CREATE TABLE model (
            name TEXT NOT NULL PRIMARY KEY,
            architecture TEXT NOT NULL,
            parameters INTEGER NOT NULL CHECK (parameters >= 0),
            sizeBytes INTEGER NOT NULL CHECK (sizeBytes > 0),
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            quantization TEXT NOT NULL,
            contextLength INTEGER NOT NULL CHECK (contextLength > 0),
            path TEXT NOT NULL UNIQUE,
            importedAt TEXT NOT NULL
        );

        """

    private static let documents = """
        CREATE TABLE collection (
            name TEXT NOT NULL PRIMARY KEY,
            createdAt TEXT NOT NULL
        );
        CREATE TABLE document (
            id TEXT NOT NULL PRIMARY KEY,
            collectionName TEXT NOT NULL REFERENCES collection(name) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) > 0),
            format TEXT,
            state TEXT NOT NULL CHECK (state IN ('used', 'duplicate', 'skipped')),
            reason TEXT,
            title TEXT,
            characters INTEGER NOT NULL CHECK (characters >= 0),
            sizeBytes INTEGER NOT NULL CHECK (sizeBytes >= 0),
            digest TEXT CHECK (length(digest) = 64),
            blocksDigest TEXT CHECK (length(blocksDigest) = 64),
            notes TEXT NOT NULL CHECK (json_valid(notes)),
            createdAt TEXT NOT NULL,
            UNIQUE (collectionName, name),
            CHECK ((state = 'used') = (reason IS NULL)),
            CHECK ((state = 'used') = (blocksDigest IS NOT NULL)),
            CHECK (state <> 'used' OR format IS NOT NULL),
            CHECK (state = 'skipped' OR digest IS NOT NULL)
        );
        CREATE UNIQUE INDEX document_usedDigest ON document (collectionName, digest) WHERE state = 'used';
        CREATE INDEX document_state ON document (collectionName, state, name);
        CREATE TABLE upload (
            id TEXT NOT NULL PRIMARY KEY,
            collectionName TEXT NOT NULL REFERENCES collection(name) ON DELETE CASCADE,
            path TEXT NOT NULL CHECK (length(path) > 0),
            sizeBytes INTEGER NOT NULL CHECK (sizeBytes >= 0),
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            stagedName TEXT NOT NULL UNIQUE,
            createdAt TEXT NOT NULL
        );

        """

    private static let datasets = """
        CREATE TABLE dataset (
            name TEXT NOT NULL PRIMARY KEY,
            recipe TEXT,
            collectionName TEXT REFERENCES collection(name) ON DELETE SET NULL,
            createdAt TEXT NOT NULL
        );
        CREATE TABLE datasetVersion (
            id TEXT NOT NULL PRIMARY KEY,
            datasetName TEXT NOT NULL REFERENCES dataset(name) ON DELETE CASCADE,
            version INTEGER NOT NULL CHECK (version > 0),
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            parent INTEGER CHECK (parent > 0 AND parent < version),
            note TEXT NOT NULL,
            counts TEXT NOT NULL CHECK (json_valid(counts)),
            drops TEXT NOT NULL CHECK (json_valid(drops)),
            trainCount INTEGER NOT NULL CHECK (trainCount >= 0),
            heldOutCount INTEGER NOT NULL CHECK (heldOutCount >= 0),
            recallCount INTEGER NOT NULL CHECK (recallCount >= 0),
            createdAt TEXT NOT NULL,
            UNIQUE (datasetName, version)
        );
        CREATE TABLE example (
            digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
            kind TEXT NOT NULL,
            content TEXT NOT NULL CHECK (json_valid(content)),
            searchText TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE datasetVersionExample (
            datasetVersionId TEXT NOT NULL REFERENCES datasetVersion(id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            exampleDigest TEXT NOT NULL REFERENCES example(digest) ON DELETE RESTRICT,
            split TEXT NOT NULL CHECK (split IN ('train', 'heldOut', 'recall')),
            edited INTEGER NOT NULL CHECK (edited IN (0, 1)),
            PRIMARY KEY (datasetVersionId, position),
            UNIQUE (datasetVersionId, exampleDigest)
        ) WITHOUT ROWID;
        CREATE INDEX datasetVersionExample_example ON datasetVersionExample (exampleDigest);
        CREATE TRIGGER datasetVersion_immutable BEFORE UPDATE ON datasetVersion
            BEGIN SELECT RAISE(ABORT, 'a dataset version never changes'); END;
        CREATE TRIGGER example_immutable BEFORE UPDATE ON example
            BEGIN SELECT RAISE(ABORT, 'an example never changes'); END;
        CREATE TRIGGER datasetVersionExample_immutable BEFORE UPDATE ON datasetVersionExample
            BEGIN SELECT RAISE(ABORT, 'a dataset version never changes'); END;

        """

    private static let adapters = """
        CREATE TABLE adapter (
            name TEXT NOT NULL PRIMARY KEY,
            modelName TEXT NOT NULL REFERENCES model(name) ON DELETE RESTRICT,
            promotedVersion INTEGER,
            createdAt TEXT NOT NULL,
            FOREIGN KEY (name, promotedVersion) REFERENCES adapterVersion(adapterName, version)
                DEFERRABLE INITIALLY DEFERRED
        );
        CREATE INDEX adapter_model ON adapter (modelName);
        CREATE TABLE adapterVersion (
            adapterName TEXT NOT NULL REFERENCES adapter(name) ON DELETE CASCADE,
            version INTEGER NOT NULL CHECK (version > 0),
            runId TEXT REFERENCES run(id) ON DELETE SET NULL,
            path TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            rank INTEGER NOT NULL CHECK (rank > 0),
            alpha REAL NOT NULL,
            sizeBytes INTEGER NOT NULL CHECK (sizeBytes > 0),
            heldOutLossBefore REAL,
            heldOutLossAfter REAL,
            datasetDigest TEXT,
            imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
            createdAt TEXT NOT NULL,
            PRIMARY KEY (adapterName, version)
        ) WITHOUT ROWID;
        CREATE INDEX adapterVersion_run ON adapterVersion (runId);

        """

    private static let runs = """
        CREATE TABLE run (
            id TEXT NOT NULL PRIMARY KEY,
            datasetName TEXT NOT NULL,
            datasetVersion INTEGER NOT NULL,
            modelName TEXT NOT NULL REFERENCES model(name) ON DELETE RESTRICT,
            adapterName TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('queued', 'running', 'finished', 'failed', 'cancelled', 'interrupted')),
            step INTEGER NOT NULL CHECK (step >= 0),
            steps INTEGER NOT NULL CHECK (steps > 0),
            loss REAL,
            heldOutLossBefore REAL,
            heldOutLossBest REAL,
            bestStep INTEGER,
            secondsLeft REAL,
            tokens INTEGER,
            seconds REAL,
            peakMemoryBytes INTEGER,
            message TEXT,
            adapterVersion INTEGER,
            resumable INTEGER NOT NULL CHECK (resumable IN (0, 1)),
            settings TEXT NOT NULL CHECK (json_valid(settings)),
            createdAt TEXT NOT NULL,
            finishedAt TEXT,
            FOREIGN KEY (datasetName, datasetVersion) REFERENCES datasetVersion(datasetName, version)
                ON DELETE RESTRICT,
            CHECK ((state IN ('queued', 'running')) = (finishedAt IS NULL)),
            CHECK (state NOT IN ('failed', 'interrupted') OR message IS NOT NULL),
            CHECK (state <> 'finished' OR (adapterVersion IS NOT NULL AND resumable = 0))
        );
        CREATE INDEX run_model ON run (modelName);
        CREATE INDEX run_dataset ON run (datasetName, datasetVersion);
        CREATE TABLE runStep (
            runId TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            step INTEGER NOT NULL CHECK (step > 0),
            loss REAL NOT NULL,
            learningRate REAL NOT NULL,
            gradientNorm REAL NOT NULL,
            tokens INTEGER NOT NULL,
            lossTokens INTEGER NOT NULL,
            seconds REAL NOT NULL,
            PRIMARY KEY (runId, step)
        ) WITHOUT ROWID;
        CREATE TABLE runHeldOut (
            runId TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            step INTEGER NOT NULL CHECK (step >= 0),
            loss REAL NOT NULL,
            isBest INTEGER NOT NULL CHECK (isBest IN (0, 1)),
            PRIMARY KEY (runId, step)
        ) WITHOUT ROWID;
        CREATE TABLE runSample (
            runId TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            step INTEGER NOT NULL CHECK (step >= 0),
            position INTEGER NOT NULL CHECK (position >= 0),
            prompt TEXT NOT NULL,
            answer TEXT NOT NULL,
            reference TEXT,
            PRIMARY KEY (runId, step, position)
        ) WITHOUT ROWID;

        """

    private static let conversations = """
        CREATE TABLE conversation (
            id TEXT NOT NULL PRIMARY KEY,
            title TEXT NOT NULL,
            model TEXT NOT NULL,
            createdAt TEXT NOT NULL,
            updatedAt TEXT NOT NULL
        );
        CREATE INDEX conversation_updated ON conversation (updatedAt);
        CREATE TABLE message (
            id TEXT NOT NULL PRIMARY KEY,
            conversationId TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
            content TEXT NOT NULL,
            model TEXT,
            tokens INTEGER,
            seconds REAL,
            finishReason TEXT,
            createdAt TEXT NOT NULL,
            UNIQUE (conversationId, position)
        );

        """

    private static let jobs = """
        CREATE TABLE job (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('ingest', 'dataset', 'train')),
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
            subjectId TEXT NOT NULL,
            title TEXT NOT NULL,
            done INTEGER NOT NULL CHECK (done >= 0),
            total INTEGER NOT NULL CHECK (total >= 0),
            message TEXT,
            payload TEXT,
            createdAt TEXT NOT NULL,
            finishedAt TEXT,
            CHECK ((state IN ('queued', 'running')) = (finishedAt IS NULL)),
            CHECK (state <> 'failed' OR message IS NOT NULL)
        );
        CREATE INDEX job_state ON job (state, createdAt);

        """
}
