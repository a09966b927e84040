"""One dataset in memory: versions, rows, filters and what they took, changed as the API's contract says."""

from __future__ import annotations

import copy

FILTERS = ["boilerplate", "exact-duplicates", "near-duplicates", "personal-data", "secrets", "language", "length", "contamination", "quality"]
QUESTIONS = [
    ("How many days of leave are there in the first year?", "There are 22 days of leave in the first year."),
    ("Who approves travel above 500 euro?", "The head of the department approves travel above 500 euro."),
    ("What is a hand-over note?", "A hand-over note lists the open tasks, their owners and the next date for each of them."),
    ("When does the office close on Fridays?", "The office closes at 15:00 on Fridays."),
]
SOURCE = {"documentId": "d1", "documentName": "handbook/leave-and-travel.md", "documentTitle": "Leave and travel", "revision": 1, "state": "current", "firstBlock": 3, "lastBlock": 4, "page": 2}
# What became of the documents of a few rows since they were made.
STATES = {2: {"state": "changed"}, 5: {"state": "vanished"}, 7: {"state": "removed", "documentName": "", "documentTitle": None, "revision": None, "page": None}}
LIMIT = 48


class Missing(Exception):
    """There is no such thing; the message is for the reader."""


class MockDataset:
    """Answers of the dataset's routes; every change makes a version as the server would."""

    def __init__(self, rows: int = 57):
        self.rows = {1: [example(index) for index in range(rows)]}
        self.notes = {1: "Built from handbook by the recipe know-my-documents"}
        self.phrases = {1: phrase("version.built", self.notes[1], collection="handbook", recipe="know-my-documents")}
        self.parents: dict[int, int | None] = {1: None}
        self.ratings: dict[str, int] = {}
        self.settings = {"nearDuplicateThreshold": 0.85, "minimumQuality": 0.4, "personalData": "mask", "secrets": "drop"}
        self.curations = {1: {"on": set(FILTERS) - {"language"}, "exceptions": set(), "settings": self.settings}}

    @property
    def latest(self) -> int:
        return max(self.rows)

    def view(self, version: int) -> dict:
        rows = self.rows[version]
        counts = {split: sum(row["split"] == split for row in rows) for split in ("train", "heldOut", "recall")}
        return {
            "dataset": "handbook", "version": version, "digest": f"sha256:{version:064x}", "parent": self.parents[version], "note": self.notes[version], "notePhrase": self.phrases.get(version),
            "counts": [{"name": "documents", "count": 12, "phrase": phrase("count.documents", "documents")}, {"name": "Rows made", "count": 64}],
            "drops": [{"reason": "answer not found in its source", "count": 4, "phrase": phrase("drop.answerNotInSource", "answer not found in its source")}],
            "trainCount": counts["train"], "heldOutCount": counts["heldOut"], "recallCount": counts["recall"], "createdAt": "2026-01-05T10:00:00Z",
        }

    def examples(self, query: dict) -> dict:
        version = int(query.get("version") or self.latest)
        rows = [dict(row, rating=self.ratings.get(row["id"])) for row in self.rows[version]]
        if query.get("split"):
            rows = [row for row in rows if row["split"] == query["split"]]
        if query.get("kind"):
            rows = [row for row in rows if row["kind"] == query["kind"]]
        if query.get("edited"):
            rows = [row for row in rows if row["edited"]]
        if query.get("rating"):
            wanted = {"up": 1, "down": -1, "none": None}[query["rating"]]
            rows = [row for row in rows if row["rating"] == wanted]
        if query.get("query"):
            rows = [row for row in rows if query["query"].lower() in str(row["messages"]).lower()]
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 20))
        return {"version": version, "total": len(rows), "examples": rows[offset : offset + limit]}

    def edit(self, body: dict) -> dict:
        changes = {item["exampleId"]: item for item in body["edits"]}
        rows = []
        for row in self.rows[body["version"]]:
            change = changes.get(row["id"])
            if change is None:
                rows.append(row)
            elif not change.get("drop"):
                rows.append({**row, "messages": change.get("messages", row["messages"]), "edited": True})
        dropped = sum(1 for item in changes.values() if item.get("drop"))
        values = {"edited": len(changes) - dropped, "dropped": dropped}
        made = self.add(rows, f"{values['edited']} rows edited, {dropped} dropped", body["version"])
        self.phrases[made["version"]] = phrase("version.editedAndDropped", made["note"], **values)
        return self.view(made["version"])

    def add(self, rows: list[dict], note: str, parent: int, curation: dict | None = None) -> dict:
        version = self.latest + 1
        self.rows[version] = [{**row, "position": index} for index, row in enumerate(rows)]
        self.notes[version] = note
        self.parents[version] = parent
        self.curations[version] = curation or copy.deepcopy(self.curations[parent])
        return self.view(version)

    def curation(self, version: int) -> dict:
        state = self.curations[version]
        filters = [self.filter_view(name, version) for name in FILTERS]
        dropped = sum(item["dropped"] for item in filters)
        exceptions = [{"filter": name, "row": row} for name, row in sorted(state["exceptions"])]
        return {
            "version": version, "raw": 64, "kept": 64 - dropped, "settings": state["settings"], "exceptions": exceptions,
            "filters": filters, "chunks": len(CHUNKS), "chunksWithoutRows": sum(chunk["rows"] == 0 for chunk in CHUNKS),
        }

    def chunks(self, query: dict) -> dict:
        wanted = {"withRows": lambda rows: rows > 0, "withoutRows": lambda rows: rows == 0}.get(query.get("outcome"), lambda _: True)
        found = [chunk for chunk in CHUNKS if wanted(chunk["rows"])]
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 50))
        return {"version": int(query.get("version") or self.latest), "total": len(found), "chunks": found[offset : offset + limit]}

    def filter_view(self, name: str, version: int) -> dict:
        taken = self.findings(name, {"version": version})["findings"]
        live = [item for item in taken if not item["isRestored"]]
        count = {action: sum(item["action"] == action for item in live) for action in ("drop", "change", "keep")}
        is_on = name in self.curations[version]["on"]
        reasons = [{"reason": taken[0]["reason"], "count": len(live)}] if live else []
        return {
            "name": name, "isOn": is_on, "measure": f"How {name} is measured, in one sentence of the server.", "measurePhrase": MEASURES.get(name), "examined": 64 if is_on else 0,
            "dropped": count["drop"], "changed": count["change"], "noted": count["keep"], "restored": len(taken) - len(live), "reasons": reasons,
        }

    def findings(self, name: str, query: dict) -> dict:
        version = int(query.get("version") or self.latest)
        state = self.curations[version]
        items = TAKEN.get(name, []) if name in state["on"] else []
        items = [{**item, "isRestored": (name, item["row"]) in state["exceptions"]} for item in items]
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 50))
        return {"version": version, "total": len(items), "findings": items[offset : offset + limit]}

    def curate(self, body: dict) -> dict:
        state = copy.deepcopy(self.curations[body["version"]])
        if "filters" in body:
            state["on"] = set(body["filters"])
        if "exceptions" in body:
            state["exceptions"] = {(item["filter"], item["row"]) for item in body["exceptions"]}
        state["settings"] = {**state["settings"], **{key: body[key] for key in state["settings"] if key in body}}
        return self.add(self.rows[body["version"]], "Filters changed.", body["version"], state)

    def revert(self, body: dict) -> dict:
        to = body["to"]
        return self.add(self.rows[to], f"Rows of version {to} again.", body["version"], copy.deepcopy(self.curations[to]))

    def difference(self, start: int, end: int) -> dict:
        before, after = ({row["id"]: row for row in self.rows[version]} for version in (start, end))
        pairs = [(before.get(key), after.get(key)) for key in {**before, **after}]
        rows = [{"before": contents(old), "after": contents(new)} for old, new in pairs if contents(old) != contents(new)]
        count = lambda fits: sum(fits(row["before"], row["after"]) for row in rows)  # noqa: E731
        return {
            "from": start, "to": end, "added": count(lambda old, _: old is None), "removed": count(lambda _, new: new is None),
            "changed": count(lambda old, new: old is not None and new is not None), "rows": rows[:100],
        }

    def rendered(self, key: str, version: int) -> dict:
        row = next((row for row in self.rows[version] if row["id"] == key), None)
        if row is None:
            raise Missing("There is no such row.")
        question, answer = (message["content"] for message in row["messages"])
        segments = [
            {"text": f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n", "isLearned": False},
            {"text": f"{answer}<|im_end|>", "isLearned": True},
        ]
        tokens = 12 + len((question + answer).split())
        return {"model": "starter", "tokens": tokens, "learned": len(answer.split()) + 1, "limit": LIMIT, "isTruncated": tokens > LIMIT, "segments": segments}

    def lengths(self, version: int) -> dict:
        counts = [2, 9, 17, 14, 8, 4, 2, 1]
        buckets = [{"from": 8 * index, "to": 8 * index + 8, "count": count} for index, count in enumerate(counts)]
        return {"model": "starter", "limit": LIMIT, "rows": len(self.rows[version]), "truncated": 3, "median": 23, "longest": 61, "buckets": buckets}


def example(index: int) -> dict:
    question, answer = QUESTIONS[index % len(QUESTIONS)]
    if index % 10 == 9:
        answer += " " + "It also names who was told, on which day, and where the papers are kept. " * 3
    return {
        "id": f"e{index}", "position": index, "split": ["train", "train", "train", "heldOut", "recall"][index % 5], "kind": "passage" if index % 10 == 9 else "question", "edited": False,
        "messages": [{"role": "user", "content": question if index < 4 else f"{question} (chapter {index})"}, {"role": "assistant", "content": answer.strip()}],
        "source": {**SOURCE, **STATES.get(index, {}), "excerpt": "" if index == 7 else f"From the handbook: {answer.strip()} This stands in the chapter on leave and travel."}, "evidence": [answer.split(".")[0]],
    }


def phrase(code: str, text: str, **values: object) -> dict:
    return {"code": code, "text": text, "values": values}


def contents(row: dict | None) -> dict | None:
    return row and {"messages": row["messages"], "text": None}


def finding(row: int, action: str, reason: str, evidence: list[str], *, question: str = QUESTIONS[0][0], answer: str = QUESTIONS[0][1], masked: str | None = None, related: list[int] | None = None) -> dict:
    turns = lambda text: {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": text}], "text": None}  # noqa: E731
    return {
        "row": row, "action": action, "reason": reason, "evidence": evidence, "related": related or [], "split": "train",
        "example": turns(answer), "replacement": turns(masked) if masked else None, "source": {**SOURCE, "excerpt": answer},
    }


MEASURES = {"exact-duplicates": phrase("measure.exactDuplicates", "The same words in the same order; blanks and line breaks do not count.")}
CHUNKS = [
    {
        "source": {**SOURCE, "firstBlock": index, "lastBlock": index, "excerpt": "Leave is asked for two weeks before it begins."}, "title": f"Handbook › Leave › Part {index + 1}", "rows": 0 if index % 3 == 0 else 3,
        "drops": [{"reason": "quote does not occur in the source", "count": 2, "phrase": phrase("drop.quoteNotInSource", "quote does not occur in the source")}] if index % 3 == 0 else [],
    }
    for index in range(40)
]
CONTACT = "Write to mina.kim@example.org or call +44 20 7946 0018 before Friday."
TAKEN = {
    "near-duplicates": [
        finding(row, "drop", "Shares 91 % of its word sequences with another row.", ["91 %"], related=[row - 3]) for row in (17, 23, 31)
    ],
    "personal-data": [
        finding(8, "change", "An e-mail address and a phone number were masked.", ["mina.kim@example.org", "+44 20 7946 0018"],
                question="How do I reach the travel desk?", answer=CONTACT, masked="Write to [e-mail] or call [phone] before Friday."),
    ],
    "secrets": [finding(40, "drop", "An access token.", ["tok_live_…"], answer="The test server takes tok_live_0000.")],
    "quality": [finding(51, "keep", "Its quality is 0.42: the answer repeats the question.", ["repetition 0.7"])],
}
