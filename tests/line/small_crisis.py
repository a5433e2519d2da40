"""A small crisis, written by hand as its files, for tests that spoil one of them."""

from __future__ import annotations

from pathlib import Path

FILES: dict[str, str] = {
    "crisis.toml": """schema = 1

[crisis]
id = "sample"
name_en = "Sample"
name_ru = "Пример"
name_kk = "Үлгі"
country = "KZ"
from_day = "2022-01-02"
to_day = "unknown:not_stated"
zone = "Asia/Almaty"
languages = ["ru", "kk"]
fictional = true
as_of = 2022-02-01

[[places]]
id = "kz"
kind = "country"
name_en = "Kazakhstan"
name_ru = "Казахстан"
name_kk = "Қазақстан"

[[places]]
id = "almaty"
kind = "city"
name_en = "Almaty"
name_ru = "Алматы"
name_kk = "Алматы"
parent = "kz"
old_names = ["Alma-Ata", "Верный"]
latitude = 43.25

[[thresholds]]
id = "judge"
applies_to = "before_judge"
limit_hours = 48
legal_source = "Code"
valid = "2015/.."

[[capture_tables]]
id = "two"
source = "ngo"
exhibit = "page"
metric = "killed"
place = "kz"
lists = ["a", "b"]
list_names = ["First", "Second"]
period = "2022-01"
""",
    "sources.csv": "id,name,kind,audience\nngo,Coalition,ngo,public\nmia,Ministry,ministry,public\n",
    "exhibits.csv": "id,title,source,published,received\npage,A page,ngo,2022-01-06,unknown:not_asked\n",
    "figures.csv": (
        "id,source,exhibit,said_on,as_of,metric,population,place,low,high,value,supersedes\n"
        "f1,mia,page,2022-01-06,2022-01-05,killed,all,almaty,26,26,26,\n"
        "f2,mia,page,2022-01-09,2022-01-09,killed,all,kz,164,,164,f1\n"
        'f3,ngo,page,2022-01-09,2022-01-09,killed,all,kz,,,,"f1|f2"\n'
    ),
    "outage_claims.csv": (
        "id,source,exhibit,scope,network,state,start,end\n"
        "o1,ngo,page,kz,mobile,off,2022-01-05T10:30Z,2022-01-10T00:00+06:00\n"
    ),
    "claims.csv": (
        "id,kind,source,exhibit,about,attributes\n"
        'c1,killed,ngo,page,,"{""count"": 2}"\n'
        "c2,killed,ngo,page,e1,\n"
    ),
    "events.csv": "id,kind,when,place\ne1,peaceful_protest,2022-01-05,almaty\n",
    "findings.csv": "id,obligation,grade,on,cites\nn1,D1.1,C,2022-02-01,c1|f2|o1\n",
    "demands.toml": """[[standards]]
id = "ICCPR-9"
title = "ICCPR, article 9"
gist_en = "Liberty"
gist_ru = "Свобода"
gist_kk = "Бостандық"
text_seen = true

[[demands]]
id = "D1"
number = 1
addressee = "kz"
title_en = "Release"
title_ru = "Освободить"
title_kk = "Босату"
gist_en = "Release them"
gist_ru = "Освободить их"
gist_kk = "Оларды босату"

[[demands.obligations]]
id = "D1.1"
text_en = "All are released"
text_ru = "Все освобождены"
text_kk = "Бәрі босатылды"
duty = "respect"
standards = ["ICCPR-9"]
""",
    "statement/en.md": """+++
role = "summary"
title = "Statement"
printed_date = "2021-01-06"
true_date = "2022-01-06"
url = "https://example.org/statement"
+++

We ask for an end.

And for the truth.
""",
    "statement/signatories.csv": "number,name,country\n1,One,KZ\n2,Two,RU\n",
    "lists/police.map.toml": """[list]
source = "mia"
exhibit = "page"
metric = "detained"
held = true

[columns]
"ФИО" = "name"
""",
    "lists/police.csv": "ФИО\nА. Б.\n",
    "tables/two.csv": "a,b,count\n1,0,5\n0,1,7\n1,1,2\n",
    "README.md": "Made up.\n",
    "exhibits/page.html": "<p>\r\n",
}


def write_small_crisis(folder: Path) -> Path:
    """Write the files of the small crisis into a new folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
