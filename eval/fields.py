#!/usr/bin/env python3
"""Compares the articles of real archives, field by field, with what their own makers state:

    fields.py DATELINE FOLDER [--errors] [COLLECTION...]

A line a collection: how many agree of those stated, per field. `--errors` prints each disagreement.
Nothing stated is copied from the program: each file is read here once more by plain means. Fails
where fewer agree than the table LEAST asks for, or other fields are compared.
"""
import ast, collections, csv, gzip, html, json, os, re, subprocess, sys, tempfile, unicodedata
import xml.etree.ElementTree as xml

MONTHS = {name: number for number, name in enumerate(
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(), 1)}


class Tally:
    def __init__(self, name, errors):
        self.name, self.errors = name, errors
        self.right, self.whole = collections.Counter(), collections.Counter()

    def check(self, field, wanted, found, where):
        agrees = found in wanted if isinstance(wanted, (set, tuple)) else wanted == found
        self.whole[field] += 1
        self.right[field] += agrees
        if self.errors and not agrees:
            print(f"  {self.name} {field}: {where}\n    stated {wanted!r:.200}\n    found  {found!r:.200}")

    def falls_short(self, least):
        """What is below the least that is asked for, and what is compared without being asked for."""
        fields = {**dict.fromkeys(self.whole, None), **least}
        return [f"{self.name}: {field} {self.right[field]}/{self.whole[field]}, asked for: {wanted}"
                for field, wanted in fields.items() if wanted is None or self.right[field] < wanted]

    def show(self):
        parts = (f"{field} {self.right[field]}/{self.whole[field]}" for field in self.whole)
        print(f"{self.name:22} {'  '.join(parts)}", flush=True)


class Archive:
    """The articles of a folder, and what the run said of its files."""
    def __init__(self, program, folder, *options):
        self.program, self.folder = program, os.path.realpath(folder)
        folder = self.folder
        with tempfile.TemporaryDirectory() as index:
            command = [program, "index", folder, "--index", index, "--json", *options]
            run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self.lines = [json.loads(line) for line in run.stdout.split("\n") if line]
            command = [program, "export", "--index", index, "--json"]
            run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        lines = [json.loads(line) for line in run.stdout.split("\n") if line]
        self.articles = [line for line in lines if line["type"] == "article"]
        self.by_path = collections.defaultdict(list)
        for article in self.articles:
            self.by_path[os.path.relpath(article["path"], folder)].append(article)

    def one(self, path):
        found = self.by_path.get(os.path.relpath(path, self.folder), [])
        return found[0] if len(found) == 1 else None

    def of(self, path):
        return self.by_path.get(os.path.relpath(path, self.folder), [])


def files(folder, *endings):
    return sorted(os.path.join(top, name) for top, _, names in os.walk(folder)
                  for name in names if name.endswith(endings))


def read(path, encoding="utf-8"):
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        return file.read()


def words(text):
    # A soft hyphen is no letter and parts no words.
    text = unicodedata.normalize("NFKC", re.sub("[\u00ad\u200b]", "", text or ""))
    return re.sub(r"\W+", " ", text).strip().casefold()


def bare(text):
    """The words of a text that may hold markup."""
    return words(re.sub(r"<[^>]*>|&\w+;", " ", text or ""))


def hipe(archive, tally):
    found = {article["guid"]: article["date"] for article in archive.articles}
    for path in files(archive.folder, ".tsv"):
        name = None
        for line in read(path).splitlines():
            key, _, value = line.removeprefix("# hipe2022:").partition(" = ")
            if line.startswith("# hipe2022:") and key == "document_id":
                name = value
            elif line.startswith("# hipe2022:") and key == "date":
                tally.check("day", value if re.match(r"\d", value) else None, found.get(name, "no article"), name)


def portuguese_day(text):
    text = text.strip()
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        year, month, day = map(int, match.groups())
    elif match := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\b", text):
        day, month, year = map(int, match.groups())
        year += 2000 if year < 100 else 0
    elif match := re.match(r"(\d{1,2})\W* (?:de )?(\w+)\.?,? (?:de )?(\d{4})", text.casefold()):
        month = next((number for name, number in MONTHS.items() if name.startswith(match[2][:3])), 0)
        day, year = int(match[1]), int(match[3])
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}" if year > 1000 else None


def fakebr(archive, tally):
    for path in files(archive.folder, "-meta.txt"):
        author, link, _, date = (line.strip() for line in (read(path).split("\n") + [""] * 4)[:4])
        text = path.replace("-meta-information", "").replace("-meta.txt", ".txt")
        article = archive.one(text)
        if "full_texts" not in path or article is None:
            tally.check("joined", True, article is not None, path)
            continue
        tally.check("joined", True, True, path)
        tally.check("link", link or None, article["url"], path)
        if (day := portuguese_day(date)) or not re.search(r"\d", date):
            tally.check("day", day, article["date"], f"{path} {date!r}")
        if author not in ("", "None"):
            # Several authors are a list in the index: neither their order nor what joins them is kept.
            names = lambda text: sorted(set(words(text).split()) - {"por", "e"})
            tally.check("author", names(author), names(" ".join(article["authors"])), path)


def jalali(year, month, day):
    """The civil day of a day of the solar Hijri calendar, by its 33-year cycle of leap years."""
    leaps = [1, 5, 9, 13, 17, 22, 26, 30]
    before = lambda upto: sum((number % 33) in leaps for number in range(1343, upto))
    from datetime import date, timedelta
    days = (year - 1343) * 365 + before(year) + (31 * (month - 1) if month < 8 else 30 * (month - 1) + 6) + day - 1
    return (date(1964, 3, 21) + timedelta(days)).isoformat()


def iran(archive, tally):
    for path in files(os.path.join(archive.folder, "Dataset"), ".txt"):
        fields = read(path).split("\n", 1)[0].split("###")
        article = archive.one(path)
        tally.check("one article", True, article is not None, path)
        match = article and len(fields) > 6 and re.match(r"(\d{4})-(\d\d)-(\d\d)", fields[4])
        if match:
            year, month, day = map(int, match.groups())
            civil = jalali(year, month, day) if year < 1600 else match[0]
            tally.check("day", civil, article["date"], f"{path} {fields[4]}")
            tally.check("title", words(fields[1]), words(article["title"]), path)
            tally.check("link", fields[2], article["url"], path)


def reuters(archive, tally):
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    for path in files(archive.folder, ".sgm"):
        found = {article["guid"]: article for article in archive.of(path)}
        by_place = sorted(archive.of(path), key=lambda article: article["date"] or "")
        stories = re.findall(r"<REUTERS[ >].*?</REUTERS>", read(path, "latin-1"), re.S)
        tally.check("articles", len(stories), len(by_place), path)
        wanted = collections.Counter()
        for story in stories:
            day, month, year = re.search(r"<DATE>\s*(\d+)-(\w+)-(\d+)", story).groups()
            wanted[f"{year}-{months.index(month.upper()) + 1:02}-{int(day):02}"] += 1
        have = collections.Counter(article["date"] for article in by_place)
        tally.whole["day"] += sum(wanted.values())
        tally.right["day"] += sum((wanted & have).values())


def esperanto(archive, tally):
    """Each article is told in four forms; the CSV holds no text. What repeats is left out of a body,
    of the same articles in each form; with it, a body is as stated."""
    whole = Archive(archive.program, archive.folder, "--keep-boilerplate")
    ends = ("jsonl", "md", "txt", "csv")
    for path in files(archive.folder, ".jsonl"):
        rows = by_address(json.loads(line) for line in read(path).split("\n") if line.strip())
        forms, kept = ({end: by_address(of.of(path.removesuffix("jsonl") + end)) for end in ends}
                       for of in (archive, whole))
        for address, stated in rows.items():
            for end in ends:
                found, where = forms[end][address], f"{path} {end} {address}"
                tally.check(f"{end} articles", len(stated), len(found), where)
                for row, article, other in zip(stated, found, forms["jsonl"][address]):
                    as_stated(tally, end, row, article, where)
                    if end != "csv":
                        tally.check(f"{end} body", words(other["body"]), words(article["body"]), where)
                for row, article in zip(stated, kept[end][address] if end != "csv" else []):
                    tally.check(f"{end} whole body", words(re.sub(r"<[^>]*>", "", row["content_text"])), words(article["body"]), where)


def as_stated(tally, end, row, article, where):
    host = re.sub(r"^www\.", "", re.match(r"https?://([^/]+)", row["url"])[1])
    tally.check(f"{end} day", row["published"][:10], article["date"], where)
    title = words(re.sub(r"<[^>]*>", "", row["title"]))
    tally.check(f"{end} title", title, words(article["title"]), where)
    tally.check(f"{end} source", host, article["source"], where)
    if end != "txt":
        tally.check(f"{end} author", words(row["author"]), words(" ".join(article["authors"])), where)


def by_address(articles):
    """An address may come twice, with other days and titles."""
    found = collections.defaultdict(list)
    for article in articles:
        found[article["url"]].append(article)
    for same in found.values():
        same.sort(key=lambda a: (a.get("published", a.get("date"))[:10], words(a["title"])))
    return found


def page(article, tally, stated, where):
    if stated.get("title"):
        whole, own = words(stated["title"]), words(article["title"])
        tally.check("title", True, whole == own or len(own) > 8 and own in whole, f"{where} {whole} / {own}")
    if stated.get("date"):
        tally.check("day", {stated["date"][:10]}, article["date"], where)
    if stated.get("author"):
        own = words(" ".join(article["authors"]))
        tally.check("author", words(re.sub(r"^by ", "", stated["author"], flags=re.I)), own, where)
    if stated.get("source"):
        tally.check("source", words(stated["source"]), words(article["source"]), where)


def readability(archive, tally):
    for path in files(archive.folder, "expected-metadata.json"):
        stated = json.loads(read(path))
        article = archive.one(path.replace("expected-metadata.json", "source.html"))
        tally.check("one article", True, article is not None, path)
        if article:
            page(article, tally, {"title": stated.get("title"), "author": stated.get("byline"),
                                  "source": stated.get("siteName"), "date": stated.get("publishedTime")}, path)


def newspaper(archive, tally):
    for path in files(archive.folder, ".json"):
        source = path.replace("/metadata/", "/html/").replace(".json", ".html")
        article = archive.one(source)
        if os.path.exists(source):
            tally.check("one article", True, article is not None, path)
        if article:
            stated = json.loads(read(path))
            page(article, tally, {"title": stated["title"], "source": stated["meta_site_name"],
                                  "date": stated["publish_date"], "author": " ".join(stated["authors"])}, path)


def statements(tree):
    """`entries[0]['title'] == 'text'` in a line that joins some by `and`: number, field, value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            match = re.fullmatch(r"entries\[(\d+)\](?:\['(\w+)'\]|\.(\w+))", ast.unparse(node.left))
            value = node.comparators[0]
            if match and isinstance(value, (ast.Constant, ast.Tuple)):
                yield int(match[1]), match[2] or match[3], ast.literal_eval(value)


def feedparser(archive, tally):
    for path in files(archive.folder, ".xml"):
        match = re.search(r"Expect:[ \t]*(.+)", read(path))
        found = archive.of(path)
        try:
            stated = list(statements(ast.parse(match[1].strip(), mode="eval"))) if match else []
        except SyntaxError:
            continue
        for number, field, value in stated:
            if number or len(found) != 1:
                continue
            if field.endswith("_parsed") and isinstance(value, tuple):
                tally.check("day", "-".join(f"{part:02}" for part in value[:3]), found[0]["date"], path)
            if field not in ("title", "link", "author") or not isinstance(value, str) or not bare(value):
                continue
            have = {"title": found[0]["title"], "link": found[0]["url"], "author": " ".join(found[0]["authors"])}[field]
            # What is stated keeps its markup; an article has none.
            plain = words(html.unescape(re.sub(r"<[^>]*>", " ", value)))
            same = have == value if field == "link" else words(have) in (plain, words(value))
            tally.check(field, True, same, f"{path}: {value!r} / {have!r}")


def local(node):
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def descend(node, *names):
    return [inner for inner in node.iter() if local(inner) in names]


def agency(archive, tally):
    """NITF, NewsML-G2 and NewsML 1, as their elements say it, each item of a package by itself."""
    for path in files(archive.folder, ".xml"):
        root = parsed(path)
        if root is None:
            continue
        found = archive.of(path)
        items = [root] if local(root) == "nitf" else descend(root, "newsItem", "NewsItem")
        texts = [item for item in items if has_text(item)]
        if local(root) in ("nitf", "newsItem", "newsMessage", "NewsML") and texts:
            tally.check("items", len(texts), len(found), path)
        # A picture has a caption, by which it is an article too.
        items = texts or (items if len(items) == len(found) else [])
        for item, article in zip(items, found if len(items) == 1 else in_order(items, found)):
            agency_item(item, article, tally, path)


def parsed(path):
    """The root of an XML file; what is valid UTF-8 is that, whatever it declares."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
        data = re.sub(r"^\s*<\?xml.*?\?>", "", text).encode()
    except UnicodeDecodeError:
        pass
    try:
        return xml.fromstring(data)
    except (xml.ParseError, ValueError, LookupError):
        return None


def has_text(item):
    """A picture or a package holds no text of its own."""
    holders = descend(item, "body.content", "inlineXML", "inlineData", "DataContent", "body")
    return any(words("".join(holder.itertext())) for holder in holders)


def in_order(items, found):
    """The article with the headline of each item, or any."""
    left = list(found)
    for item in items:
        same = [a for a in left if words(a["title"]) in headlines(item)] or left or [None]
        if same[0] in left:
            left.remove(same[0])
        yield same[0] or {"title": "", "date": None, "body": "", "source": None}


def headlines(item):
    heads = descend(item, "hl1") or descend(item, "headline") or descend(item, "HeadLine")
    return {words("".join(head.itertext())) for head in heads} - {""}


def agency_item(item, article, tally, path):
    if titles := headlines(item):
        tally.check("title", titles, words(article["title"]), path)
    dates = (descend(item, "date.issue") or descend(item, "versionCreated", "contentCreated", "contentModified", "firstCreated")
             or descend(item, "FirstCreated", "ThisRevisionCreated", "DateAndTime"))
    stated = {(d.get("norm") or d.text or "").strip()[:10].replace("-", "")[:8] for d in dates} - {""}
    if stated:
        tally.check("day", stated, (article["date"] or "").replace("-", ""), path)
    names = {words(name) for provider in descend(item, "provider") + descend(item, "infoSource")
             for name in [provider.get("literal")] + [n.text for n in descend(provider, "name")] if name}
    if names:
        tally.check("source", names, words(article["source"]), path)
    aside = {id(inner) for note in descend(item, "note") for inner in note.iter()}
    holders = [h for h in descend(item, "body.content", "body", "DataContent") if id(h) not in aside]
    texts = descend(holders[0], "p") if holders else []
    texts = [text for text in texts if id(text) not in aside]
    if body := words(" ".join("".join(p.itertext()) for p in texts)).split():
        own = words(article["body"]).split()
        # The last word of a text that was cut is half a word.
        tally.check("body", True, set(body[:-1]) <= set(own), path)


def superdesk(archive, tally):
    """What the tests of Superdesk's own readers expect of each file: a reader that is not ours."""
    agency(archive, tally)
    fixtures = {os.path.basename(path): path for path in files(archive.folder, "")}
    days = collections.defaultdict(set)
    for path in files(os.path.join(archive.folder, "core/tests/io/feed_parsers"), ".py"):
        for test in ast.walk(ast.parse(read(path))):
            for name, field, value in expected(test) if isinstance(test, ast.ClassDef) else []:
                if name in fixtures and value and field in ("versioncreated", "firstcreated"):
                    days[name].add(value[:10])
                elif name in fixtures and value:
                    expected_field(archive.of(fixtures[name]), field, value, tally, name)
    for name, stated in days.items():
        found = {article["date"] for article in archive.of(fixtures[name])}
        tally.check("test day", True, bool(stated & found), f"{name} {stated} / {found}")


FIELDS = ("headline", "byline", "versioncreated", "firstcreated", "guid", "language", "body_html", "original_source")


def expected(test):
    """(file, field, value) of each `assertEqual` of a class of tests."""
    name = next((node.value.value for node in test.body if isinstance(node, ast.Assign)
                 and node.targets[0].id == "filename" and isinstance(node.value, ast.Constant)), None)
    for method in (node for node in test.body if isinstance(node, ast.FunctionDef)):
        strings = [n.value for n in ast.walk(method) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        own = next((text for text in strings if re.fullmatch(r"[\w.,+ -]+\.(xml|tst|txt|json)", text)), None)
        for call in (n for n in ast.walk(method) if isinstance(n, ast.Call)):
            if getattr(call.func, "attr", "") == "assertEqual" and len(call.args) == 2:
                for given, value in (call.args, call.args[::-1]):
                    match = re.fullmatch(r"(?:self\.)?items?(?:\[(\d+)\])?(?:\.get\('(\w+)'\)|\['(\w+)'\])(?:\.isoformat\(\))?", ast.unparse(given))
                    if match and (match[2] or match[3]) in FIELDS:
                        yield own or name, match[2] or match[3], constant(value)


def constant(node):
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("datetime"):
        return "-".join(f"{part.value:02}" for part in node.args[:3])
    return node.value if isinstance(node, ast.Constant) else None


def expected_field(found, field, value, tally, where):
    """Of a file of several items, one of them agrees."""
    where = f"{where} {field}"
    texts = lambda key: {words(article[key]) for article in found}
    if field == "headline":
        tally.check("test title", True, words(value) in texts("title"), f"{where} {value} / {texts('title')}")
    elif field == "byline":
        by = re.sub(r"^by ", "", words(value)).replace(" and ", " ")
        names = {words(" ".join(article["authors"])) for article in found}
        tally.check("test author", True, by in names, f"{where} {by} / {names}")
    elif field == "body_html":
        plain = words(html.unescape(re.sub(r"<[^>]*>", " ", value)))[:200]
        tally.check("test body", True, any(plain in body for body in texts("body")), f"{where} {plain} / {texts('body')}")
    else:
        mine = {"guid": "guid", "language": "lang", "original_source": "source"}[field]
        # Superdesk adds the version to an id; a sender is stated with the address.
        plain = words(value)[:2 if mine == "lang" else None]
        known = any(own and plain.startswith(own) for own in texts(mine))
        tally.check(f"test {mine}", True, known, f"{where} {plain} / {texts(mine)}")


def ninjs(archive, tally):
    for path in files(archive.folder, ".json"):
        try:
            item = json.loads(read(path))
        except ValueError:
            continue
        if not isinstance(item, dict) or not item.get("headline") or item.get("type") != "text":
            continue
        text = item.get("body_text") or item.get("body_html") or item.get("body_xhtml")
        article = archive.one(path)
        if not text:
            continue
        tally.check("ninjs there", True, article is not None, path)
        if article:
            tally.check("ninjs title", bare(html.unescape(item["headline"])), words(article["title"]), path)
            days = {str(item[f])[:10] for f in ("firstcreated", "versioncreated", "firstpublished") if item.get(f)}
            tally.check("ninjs day", days, article["date"], path)
            body = bare(html.unescape(text)).split()
            tally.check("ninjs body", True, set(body[:-1]) <= set(words(article["body"]).split()), path)
            if item.get("byline"):
                by = re.sub(r"^by ", "", words(item["byline"]))
                tally.check("ninjs author", by.replace(" and ", " "), words(" ".join(article["authors"])), path)


def fixtures(archive, tally):
    superdesk(archive, tally)
    ninjs(archive, tally)


def tempeval(archive, tally):
    for path in files(archive.folder, ".tml"):
        match = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", read(path), re.S)
        article = archive.one(path)
        tally.check("one article", True, article is not None, path)
        if match and article:
            tally.check("day", match[1], article["date"], path)


def xinwenlianbo(archive, tally):
    for path in files(archive.folder, ".md"):
        titles = [title for title in re.findall(r"^### (.+)", read(path), re.M) if title != "undefined"]
        found, stem = archive.of(path), os.path.basename(path)[:8]
        if not stem.isdigit():
            continue
        have = {words(article["title"]) for article in found}
        for title in titles:
            tally.check("item there", True, words(title) in have, f"{path} {title}")
        tally.check("no other", sorted(map(words, titles)), sorted(words(a["title"]) for a in found), path)
        day = f"{stem[:4]}-{stem[4:6]}-{stem[6:]}"
        for article in found:
            tally.check("day", day, article["date"], path)


def chile(archive, tally):
    for path in files(os.path.join(archive.folder, "data"), ".json"):
        feeds = json.loads(read(path))["feeds"]
        found = collections.defaultdict(list)
        for article in archive.of(path):
            found[words(article["title"])].append(article)
        tally.check("entries", sum(len(feed["entries"]) for feed in feeds), len(archive.of(path)), path)
        for feed, entry in ((feed, entry) for feed in feeds for entry in feed["entries"]):
            same, where = found[words(entry["title"])], f"{path} {entry['title']}"
            tally.check("title", True, bool(same), where)
            tally.check("day", True, entry["published_date"][:10] in {a["date"] for a in same}, where)
            tally.check("link", True, entry["link"] in {a["url"] for a in same}, where)
            own = {words(a["source"]) for a in same}
            tally.check("source", True, any(name in words(feed["feed"]["title"]) for name in own if name), f"{where} {feed['feed']['title']} {own}")


def warc(archive, tally):
    """Records of well-formed archives: each is an article, or counted as passed over."""
    said = collections.defaultdict(list)
    for line in archive.lines:
        if line.get("path"):
            said[os.path.realpath(line["path"])].append(json.dumps(line, ensure_ascii=False))
    for path in files(archive.folder, ".warc", ".warc.gz"):
        data = gzip.open(path).read() if path.endswith(".gz") and "bad" not in path else open(path, "rb").read()
        records = len(re.findall(rb"^WARC/[01]\.\d+\r?\n", data, re.M))
        text = " ".join(said[os.path.realpath(path)])
        passed = sum(map(int, re.findall(r"(\d+) (?:records?|members?) passed over", text)))
        articles = sum(len(found) for name, found in archive.by_path.items()
                       if name.split("!/")[0] == os.path.relpath(path, archive.folder))
        if records and "bad" not in path and "trunc" not in path:
            tally.check("records", records, articles + passed, f"{path}: {text:.300}")


CODECS = {"windows-874": "cp874", "tis-620": "cp874", "x-mac-cyrillic": "mac_cyrillic", "maccyrillic": "mac_cyrillic",
          "macroman": "mac_roman", "gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
          "ibm855": "cp855", "ibm866": "cp866", "iso-2022-kr": "iso2022_kr", "big5": "big5hkscs",
          "utf-16be": "utf-16", "utf-16le": "utf-16", "utf-32be": "utf-32", "utf-32le": "utf-32"}


def charsets(archive, tally):
    """The folders of the tests of chardet are named for the charset of the files in them. The name
    found is right if it is another for the same, or the text is the same by both."""
    folder = os.path.join(archive.folder, "tests")
    for path in files(folder, ""):
        stated = re.match(r"(?i)windows-\d+|iso-8859-\d+|.*", os.path.basename(os.path.dirname(path)))[0]
        if os.path.dirname(path) == folder:
            continue
        command = [archive.program, "index", "--explain", path, "--json"]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        lines = [json.loads(line) for line in run.stdout.split("\n") if line]
        said = next((line for line in lines if line.get("charset")), {"charset": "none", "lossy": False})
        with open(path, "rb") as file:
            data = file.read()
        texts = [decoded(data, stated), decoded(data, said["charset"])]
        same = codec(stated) == codec(said["charset"]) or texts[0] is not None and texts[0] == texts[1]
        tally.check("charset", True, same, f"{path} {said['charset']}")
        broken = any("\ufffd" in a["body"] + a["title"] for a in archive.of(path))
        stands = "\ufffd" in data.decode("utf-8", "ignore") or b"&#65533;" in data
        tally.check("loss said", True, said["lossy"] or not broken or stands, path)


def codec(name):
    return CODECS.get(name.lower(), name.lower()).removesuffix("-sig")


def decoded(data, name):
    try:
        return re.sub(r"[\x00-\x1f\x7f-\x9f\ufeff\s]+", " ", data.decode(codec(name), "replace"))
    except LookupError:
        return None


COLLECTIONS = {"hipe-2022": hipe, "fakebr-pt": fakebr, "iran-news-fa": iran, "reuters-21578": reuters,
               "esperanto-news-eo": esperanto, "readability-pages": readability,
               "newspaper4k-fixtures": newspaper, "feedparser-tests": feedparser,
               "superdesk-fixtures": fixtures, "newsml-g2": agency, "warc-samples": warc,
               "../hostile/chardet": charsets, "tempeval3": tempeval, "xinwenlianbo-zh": xinwenlianbo, "rss-chile-es": chile}


# How many agree at the least, of each field of each collection: as many as did when it was measured.
# What does not agree is a fault of what is stated, or was judged to be right:
# - fakebr-pt author: "correspondente", a place or "Impresso" (in print) behind a name is no author
# - iran-news-fa link: a no-break space in an address
# - esperanto title: an address stands for the title of 33; they are titled by their first sentence
# - md body: a line of underlines is a rule in Markdown
# - readability, newspaper4k: titles with the site's name or another's wording; bylines with dates,
#   e-mail, "By", a picture agency's name or those of other articles' authors
# - feedparser link: taken from the address that a file was fetched from; day: one of several that
#   are given, and one by another time zone
# - readability day: the day that is printed, where the instant is of the evening before at Greenwich
# - newsml-g2: the day of an event that a listing gives in a line of its own; an abridged headline in the text itself; a credit that is fuller than the code of its source
# - superdesk: day and body of documents by another element than the one that is compared, a
#   language other than the one the text is in, titles of pictures, of packages and cut ones, forms
#   of one office in mail, ids that the reader itself makes
# - xinwenlianbo: a summary of a day that names no item of it stays an article
# - chardet: EUC-TW, Johab and MacRoman are not known; two pages of ASCII and windows-1252
LEAST = {
    "hipe-2022": {"day": 602},
    "fakebr-pt": {"joined": 3600, "link": 3600, "day": 3598, "author": 3511},
    "iran-news-fa": {"one article": 1848, "day": 1848, "title": 1848, "link": 1847},
    "reuters-21578": {"articles": 22, "day": 21578},
    "esperanto-news-eo": {"jsonl articles": 1625, "jsonl day": 1658, "jsonl title": 1625,
        "jsonl source": 1658, "jsonl author": 1658, "jsonl body": 1658, "jsonl whole body": 1657,
        "md articles": 1625, "md day": 1658, "md title": 1625, "md source": 1658, "md author": 1658,
        "md body": 1657, "md whole body": 1656, "txt articles": 1625, "txt day": 1658,
        "txt title": 1625, "txt source": 1658, "txt body": 1658, "txt whole body": 1657,
        "csv articles": 1625, "csv day": 1658, "csv title": 1658, "csv source": 1658,
        "csv author": 1658},
    "readability-pages": {"one article": 130, "title": 117, "author": 57, "source": 60, "day": 32},
    "newspaper4k-fixtures": {"one article": 20, "title": 17, "source": 15, "day": 16, "author": 7},
    "feedparser-tests": {"title": 51, "link": 15, "day": 11},
    "superdesk-fixtures": {"title": 50, "day": 57, "items": 50, "body": 48, "source": 28,
        "test title": 29, "test author": 6, "test body": 5, "test guid": 12, "test lang": 2,
        "test source": 4, "test day": 12, "ninjs there": 9, "ninjs title": 9, "ninjs day": 9,
        "ninjs body": 8, "ninjs author": 6},
    "newsml-g2": {"items": 9, "day": 21, "title": 17, "source": 13, "body": 6},
    "warc-samples": {"records": 20},
    "../hostile/chardet": {"charset": 418, "loss said": 425},
    "tempeval3": {"one article": 257, "day": 257},
    "xinwenlianbo-zh": {"item there": 6527, "no other": 458, "day": 6530},
    "rss-chile-es": {"entries": 273, "title": 16851, "day": 16851, "link": 16851, "source": 16851},
}


def self_check():
    """Without this the check could pass for never comparing anything."""
    tally = Tally("self-check", False)
    tally.check("field", "a", "a", "")
    tally.check("field", "a", "b", "")
    wrong = [tally.falls_short({"field": 2}), tally.falls_short({}), tally.falls_short({"field": 1, "other": 1})]
    if not all(wrong) or tally.falls_short({"field": 1}):
        sys.exit("the check itself does not find what falls short")


def main():
    self_check()
    program, folder, *names = [word for word in sys.argv[1:] if word != "--errors"]
    short = []
    for name in names or COLLECTIONS:
        tally = Tally(name, "--errors" in sys.argv)
        COLLECTIONS[name](Archive(program, os.path.join(folder, name)), tally)
        tally.show()
        short += tally.falls_short(LEAST.get(name, {}))
    if short:
        sys.exit("fewer agree than before:\n  " + "\n  ".join(short))


if __name__ == "__main__":
    main()
