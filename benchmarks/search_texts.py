"""Texts to learn and questions to ask, for measuring speed: read from a file or made up of common words."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

SUBJECTS = ["枕头", "床垫", "被子", "床单", "抱枕", "眼罩", "毛毯", "靠垫", "凉席", "睡袋", "蚊帐", "床架"]
TRAITS = [
    "偏硬",
    "偏软",
    "透气",
    "保暖",
    "防水",
    "可机洗",
    "无异味",
    "静音",
    "可折叠",
    "加厚",
    "轻便",
    "抗菌",
    "慢回弹",
    "不起球",
]
PEOPLE = ["老人", "孕妇", "学生", "侧睡的人", "打呼的人", "颈椎不好的人", "怕热的人", "宿舍党", "新婚夫妻", "宝宝"]
DOINGS = ["换季", "搬家", "出差", "午休", "送礼", "失眠", "带娃", "过敏", "露营", "坐月子"]
ROWS_A_FILE = 1_000
FIRST_FILE = "0000.csv"


def read_texts(path: Path) -> list[str]:
    """One text for each line, or the `text` of each line's JSON object."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [json.loads(line)["text"] if line.startswith("{") else line for line in lines]


def made_up(chance: random.Random, count: int) -> list[str]:
    """Short texts about bedding, no two the same."""
    return [
        f"{chance.choice(PEOPLE)}{chance.choice(DOINGS)}用的{chance.choice(SUBJECTS)}，{chance.choice(TRAITS)}又"
        f"{chance.choice(TRAITS)}，第{n}款，配{chance.choice(SUBJECTS)}正好"
        for n in range(count)
    ]


def question(chance: random.Random, text: str) -> str:
    """A piece of a text, asked about."""
    start = chance.randrange(max(1, len(text) - 12))
    return text[start : start + 12] + "吗"


def write_files(folder: Path, texts: Sequence[str]) -> Path:
    """A brand card and review files with one text in each row, as a brand would hand them in."""
    folder.mkdir(parents=True)
    (folder / "brand.yaml").write_text("brand: {id: bench, name: bench, category: general, language: zh}\n", "utf-8")
    for start in range(0, len(texts), ROWS_A_FILE):
        rows = [f'"{text.replace(chr(34), chr(39))}"' for text in texts[start : start + ROWS_A_FILE]]
        (folder / f"{start // ROWS_A_FILE:04}.csv").write_text("\n".join(["评论", *rows]), "utf-8")
    return folder
