"""Every price row of the demo brands' spreadsheets, with the cell it stands in."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.price_cells import card_beside, price_facts, row

KNOWLEDGE = Path(__file__).resolve().parents[3] / "knowledge"
TODAY = date(2026, 11, 23)
YUNMIAN = """\
日常价格!E5 | 云朵记忆枕 | list | 239 | 元/只
日常价格!F5 | 云朵记忆枕 | member | 219 | 元/只
日常价格!E6 | 云朵记忆枕 | list | 259 | 元/只
日常价格!F6 | 云朵记忆枕 | member | 239 | 元/只
日常价格!E7 | 云朵记忆枕 Pro | list | 349 | 元/只
日常价格!F7 | 云朵记忆枕 Pro | member | 319 | 元/只
日常价格!E8 | 荞麦两面枕 | list | 159 | 元/只
日常价格!F8 | 荞麦两面枕 | member | 145 | 元/只
日常价格!E9 | 荞麦两面枕 | list | 189 | 元/只
日常价格!F9 | 荞麦两面枕 | member | 172 | 元/只
日常价格!E10 | 波浪乳胶枕 | list | 299 | 元/只
日常价格!F10 | 波浪乳胶枕 | member | 275 | 元/只
日常价格!E11 | 波浪乳胶枕 | list | 329 | 元/只
日常价格!F11 | 波浪乳胶枕 | member | 305 | 元/只
日常价格!E12 | 小满儿童枕 | list | 139 | 元/只
日常价格!F12 | 小满儿童枕 | member | 126 | 元/只
日常价格!E13 | 小满儿童枕 | list | 169 | 元/只
日常价格!F13 | 小满儿童枕 | member | 155 | 元/只
日常价格!E14 | 月亮侧睡枕 | list | 229 | 元/只
日常价格!F14 | 月亮侧睡枕 | member | 209 | 元/只
日常价格!E16 | 棉花糖弹簧床垫 | list | 2380 | 元/张
日常价格!F16 | 棉花糖弹簧床垫 | member | 2180 | 元/张
日常价格!E17 | 棉花糖弹簧床垫 | list | 2780 | 元/张
日常价格!F17 | 棉花糖弹簧床垫 | member | 2560 | 元/张
日常价格!E18 | 硬山棕垫 | list | 1080 | 元/张
日常价格!F18 | 硬山棕垫 | member | 990 | 元/张
日常价格!E19 | 硬山棕垫 | list | 1280 | 元/张
日常价格!F19 | 硬山棕垫 | member | 1180 | 元/张
日常价格!E20 | 硬山棕垫 | list | 1480 | 元/张
日常价格!F20 | 硬山棕垫 | member | 1360 | 元/张
日常价格!E22 | 桑蚕丝子母被 | list | 1290 | 元/床
日常价格!F22 | 桑蚕丝子母被 | member | 1180 | 元/床
日常价格!E23 | 桑蚕丝子母被 | list | 1490 | 元/床
日常价格!F23 | 桑蚕丝子母被 | member | 1370 | 元/床
日常价格!E24 | 豆暖被 | list | 269 | 元/床
日常价格!F24 | 豆暖被 | member | 245 | 元/床
日常价格!E25 | 豆暖被 | list | 309 | 元/床
日常价格!F25 | 豆暖被 | member | 285 | 元/床
日常价格!E26 | 豆暖被 | list | 359 | 元/床
日常价格!F26 | 豆暖被 | member | 329 | 元/床
日常价格!E27 | 豆暖被 | list | 409 | 元/床
日常价格!F27 | 豆暖被 | member | 375 | 元/床
日常价格!E29 | 长绒棉四件套 | list | 569 | 元/套
日常价格!F29 | 长绒棉四件套 | member | 519 | 元/套
日常价格!E30 | 长绒棉四件套 | list | 629 | 元/套
日常价格!F30 | 长绒棉四件套 | member | 579 | 元/套
日常价格!E31 | 水洗棉四件套 | list | 259 | 元/套
日常价格!F31 | 水洗棉四件套 | member | 239 | 元/套
日常价格!E32 | 水洗棉四件套 | list | 289 | 元/套
日常价格!F32 | 水洗棉四件套 | member | 265 | 元/套
日常价格!E33 | 密织床笠 | list | 129 | 元/条
日常价格!F33 | 密织床笠 | member | 118 | 元/条
日常价格!E34 | 密织床笠 | list | 149 | 元/条
日常价格!F34 | 密织床笠 | member | 136 | 元/条
日常价格!E35 | 密织床笠 | list | 169 | 元/条
日常价格!E36 | 真丝眼罩 | list | 79 | 元/只
日常价格!F36 | 真丝眼罩 | member | 69 | 元/只
活动价!D4 | 真丝眼罩 | promotion | 65 | 元/只 | 2026-09-09 | 2026-09-12
活动价!D5 | 云朵记忆枕 | promotion | 199 | 元/只 | 2026-11-01 | 2026-11-11
活动价!D6 | 云朵记忆枕 Pro | promotion | 289 | 元 | 2026-11-01 | 2026-11-11
活动价!D7 | 豆暖被 | promotion | 299 | 元 | 2026-11-01 | 2026-11-11
活动价!D8 | 豆暖被 | promotion | 345 | 元 | 2026-11-01 | 2026-11-11
活动价!D10 | 云朵记忆枕 | promotion | 209 | 元/只 | 2026-11-20 | 2026-11-30
活动价!D11 | 云朵记忆枕 | promotion | 209 | 元 | 2026-11-20 | 2026-11-30
活动价!D12 | 云朵记忆枕 Pro | promotion | 299 | 元/只 | 2026-11-20 | 2026-11-30
活动价!D13 | 月亮侧睡枕 | promotion | 199 | 元 | 2026-11-20 | 2026-11-30
活动价!D14 | 棉花糖弹簧床垫 | promotion | 2080 | 元 | 2026-11-20 | 2026-11-30
活动价!D15 | 棉花糖弹簧床垫 | promotion | 2460 | 元 | 2026-11-20 | 2026-11-30
活动价!D16 | 豆暖被 | promotion | 309 | 元 | 2026-11-20 | 2026-11-30
活动价!D17 | 豆暖被 | promotion | 355 | 元 | 2026-11-20 | 2026-11-30
活动价!D18 | 长绒棉四件套 | promotion | 499 | 元 | 2026-11-20 | 2026-11-30
活动价!D19 | 长绒棉四件套 | promotion | 549 | 元 | 2026-11-20 | 2026-11-30
活动价!D20 | 密织床笠 | promotion | 129 | 元/条 | 2026-11-20 | 2026-11-30
活动价!D22 | 桑蚕丝子母被 | promotion | 1090 | 元 | 2026-12-10 | 2026-12-12
活动价!D23 | 桑蚕丝子母被 | promotion | 1260 | 元 | 2026-12-10 | 2026-12-12
活动价!D24 | 波浪乳胶枕 | promotion | 269 | 元 | 2026-12-10 | 2026-12-12
活动价!D25 | 波浪乳胶枕 | promotion | 295 | 元 | 2026-12-10 | 2026-12-12
活动价!D26 | 水洗棉四件套 | promotion | 229 | 元 | 2026-12-10 | 2026-12-12
活动价!D27 | 水洗棉四件套 | promotion | 255 | 元 | 2026-12-10 | 2026-12-12
活动价!D28 | 真丝眼罩 | promotion | 65 | 元 | 2026-12-10 | 2026-12-12
"""
TRAILKETTLE = """\
Price list!D5 | Cinder Kettle | list | 58 | USD
Price list!E5 | Cinder Kettle | member | 52 | USD
Price list!D6 | Cinder Kettle | list | 49 | USD
Price list!E6 | Cinder Kettle | member | 44 | USD
Price list!D7 | Scree Hand Grinder | list | 89 | USD
Price list!E7 | Scree Hand Grinder | member | 80 | USD
Price list!D8 | Scree Mini Grinder | list | 69 | USD
Price list!E8 | Scree Mini Grinder | member | 62 | USD
Price list!D9 | Switchback Dripper | list | 28 | USD
Price list!E9 | Switchback Dripper | member | 25 | USD
Price list!D10 | Fogline Mug | list | 32 | USD
Price list!E10 | Fogline Mug | member | 29 | USD
Price list!D11 | Fogline Mug | list | 36 | USD
Price list!E11 | Fogline Mug | member | 32.5 | USD
Promotions!D3 | Cinder Kettle | promotion | 49 | USD | 2026-09-04 | 2026-09-07
Promotions!D4 | Switchback Dripper | promotion | 23 | USD | 2026-09-04 | 2026-09-07
Promotions!D6 | Scree Mini Grinder | promotion | 58 | USD | 2026-11-20 | 2026-11-30
Promotions!D7 | Cinder Kettle | promotion | 51 | USD | 2026-11-20 | 2026-11-30
Promotions!D8 | Fogline Mug | promotion | 27 | USD | 2026-11-20 | 2026-11-30
Promotions!D9 | Scree Hand Grinder | promotion | 76 | USD | 2026-12-10 | 2026-12-14
Promotions!D10 | Switchback Dripper | promotion | 23 | USD | 2026-12-10 | 2026-12-14
"""


@pytest.mark.parametrize(
    ("file", "expected"), [("yunmian/2026价格表.xlsx", YUNMIAN), ("trailkettle/price-list.xlsx", TRAILKETTLE)]
)
def test_every_price_cell_becomes_its_row(file: str, expected: str) -> None:
    path = KNOWLEDGE / file
    brand = card_beside(path, path.parent)
    rows = [" | ".join(row(f)[:7]).replace("_price", "").rstrip(" |") for f in price_facts(path, TODAY, brand)]
    assert rows == expected.splitlines()


def test_the_words_in_a_price_cell_are_no_price() -> None:
    assert "日常价格!F35" not in YUNMIAN
