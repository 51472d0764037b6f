"""Learning files: what is counted, what is kept apart, and whose they are."""

from pathlib import Path

import pytest

from copilot.domain.document import LearnReport
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.shop import FAQ, PRICES, write_shop


def card(folder: Path, brand_id: str, name: str, product: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"brand: {{id: {brand_id}, name: {name}, products: [{{name: {product}}}]}}"
    (folder / "brand.yaml").write_text(text, "utf-8")
    return folder


def test_the_report_counts_what_was_learned(empty: Copilot, shop_files: Path) -> None:
    report = empty.learn([shop_files])
    counts = empty.store.documents.counts("shanque")
    assert (report.documents, report.unchanged, report.failed) == (5, 0, ())
    assert (report.passages, report.facts) == (counts.passages, counts.facts)
    assert report.passages >= 9
    assert report.facts == 11


def test_learning_the_same_again_changes_nothing(shop: Copilot, shop_files: Path) -> None:
    before = shop.brand(), shop.store.documents.counts("shanque"), shop.store.index.head("shanque")
    assert shop.learn([shop_files]) == LearnReport(0, 0, 0, unchanged=5)
    assert (shop.brand(), shop.store.documents.counts("shanque"), shop.store.index.head("shanque")) == before


def test_a_changed_file_is_the_next_version_and_the_old_words_are_gone(shop: Copilot, tmp_path: Path) -> None:
    changed = tmp_path / "faq.md"
    changed.write_text(FAQ.replace("九十度的水", "八十五度的水"), "utf-8")
    report = shop.learn([changed])
    document = next(d for d in shop.store.documents.all("shanque") if d.name == "faq.md")
    assert (report.documents, document.version) == (1, 2)
    texts = [hit.passage.text for hit in shop.search("高山白茶用多少度的水泡", k=5)]
    assert any("八十五度" in text for text in texts)
    assert not any("九十度" in text for text in texts)


def test_what_cannot_be_read_is_named_with_a_reason_and_the_rest_is_learned(shop: Copilot, tmp_path: Path) -> None:
    folder = tmp_path / "untidy"
    folder.mkdir()
    (folder / "空.md").write_bytes(b" \n")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    (folder / "锁.xlsx").write_bytes(locked_workbook())
    (folder / "图.psd").write_bytes(b"8BPS")
    (folder / "好.md").write_text("## 茶会几点开始？\n每周六下午三点，在店里二楼。\n", "utf-8")
    report = shop.learn([folder, tmp_path / "没有.md"])
    assert {Path(f.path).name: f.code for f in report.failed} == {
        "空.md": "file_empty",
        "坏.xlsx": "file_broken",
        "锁.xlsx": "file_encrypted",
        "图.psd": "file_foreign",
        "没有.md": "file_missing",
    }
    assert report.documents == 1
    assert "每周六下午三点" in shop.search("茶会什么时候")[0].passage.text


def locked_workbook() -> bytes:
    """What Office writes for a workbook with a password: a compound file with an encrypted package in it."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + "EncryptionInfo".encode("utf-16-le") + bytes(512)


def test_learning_for_no_brand_is_refused_before_anything_is_kept(empty: Copilot, tmp_path: Path) -> None:
    (tmp_path / "faq.md").write_text(FAQ, "utf-8")
    with pytest.raises(InvalidInput) as refused:
        empty.learn([tmp_path / "faq.md"])
    assert refused.value.code == "no_brand"
    assert empty.store.brands.all() == ()


def test_without_a_name_files_go_to_the_brand_added_last(shop: Copilot, tmp_path: Path) -> None:
    shop.add_brand("河谷咖啡")
    (tmp_path / "faq.md").write_text("## 豆子放多久？\n开封后三周内喝完。\n", "utf-8")
    shop.learn([tmp_path / "faq.md"])
    names = [d.name for d in shop.store.documents.all("河谷咖啡")]
    assert names == ["faq.md"]


def test_a_card_among_the_files_outranks_the_brand_added_last(shop: Copilot, tmp_path: Path) -> None:
    shop.add_brand("河谷咖啡")
    folder = card(tmp_path / "more", "shanque", "山雀茶", "寿眉")
    (folder / "a.yaml").write_text("scripts: [{id: s, when: 在吗, say: 在的，您说。}]", "utf-8")
    shop.learn([folder])
    assert shop.store.documents.counts("河谷咖啡").documents == 0
    assert [p.name for p in shop.brand("山雀茶").products] == ["寿眉", "高山白茶", "桂花乌龙", "陈皮普洱"]


def test_a_card_may_have_any_name(empty: Copilot, tmp_path: Path) -> None:
    folder = card(tmp_path / "shop", "hegu", "河谷咖啡", "耶加雪菲")
    (folder / "brand.yaml").rename(folder / "名片.yml")
    (folder / "a.md").write_text("耶加雪菲喝起来像柠檬茶，冷了更甜。", "utf-8")
    empty.learn([folder])
    assert empty.search("耶加雪菲什么味道", Ask(brand="河谷咖啡"))[0].passage.product == "耶加雪菲"


def test_a_card_of_a_brand_that_was_added_by_name_is_that_brand(empty: Copilot, shop_files: Path) -> None:
    empty.add_brand("山雀茶")
    empty.learn([shop_files])
    assert [(b.id, b.category) for b in empty.store.brands.all()] == [("山雀茶", "food")]
    assert empty.search("退货")


def test_two_brands_in_one_folder_are_kept_apart(empty: Copilot, tmp_path: Path) -> None:
    write_shop(tmp_path / "all" / "tea")
    coffee = card(tmp_path / "all" / "coffee", "hegu", "河谷咖啡", "耶加雪菲")
    (coffee / "faq.md").write_text("## 豆子放多久？\n开封后三周内喝完。\n", "utf-8")
    report = empty.learn([tmp_path / "all"])
    assert (report.documents, report.failed) == (7, ())
    assert [p.name for p in empty.brand("hegu").products] == ["耶加雪菲"]
    assert not any("豆子" in hit.passage.text for hit in empty.search("豆子放多久", Ask(brand="shanque")))
    assert "三周" in empty.search("豆子放多久", Ask(brand="hegu"))[0].passage.text
    assert empty.facts(Ask(brand="hegu")) == ()


def test_the_named_brand_gets_the_files_whatever_they_declare(shop: Copilot, tmp_path: Path) -> None:
    shop.add_brand("山雀茶分店")
    folder = card(tmp_path / "more", "other", "别家", "寿眉")
    shop.learn([folder], "山雀茶分店")
    assert [b.name for b in shop.store.brands.all()] == ["山雀茶", "山雀茶分店"]
    assert shop.brand("山雀茶分店").product("寿眉") is not None


def test_an_unknown_brand_is_refused_with_those_that_exist(shop: Copilot, shop_files: Path) -> None:
    with pytest.raises(UnknownName) as refused:
        shop.learn([shop_files], "没有这家")
    assert (refused.value.code, refused.value.facts["known"]) == ("unknown_brand", "山雀茶")


def test_two_files_of_one_name_do_not_replace_each_other(shop: Copilot, tmp_path: Path) -> None:
    for folder, text in (("北京", "北京店早上九点开门，地铁口出来右转。"), ("上海", "上海店早上十点开门，在二楼。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "门店.md").write_text(text, "utf-8")
    report = shop.learn([tmp_path / "北京", tmp_path / "上海"])
    assert report.documents == 2
    found = " ".join(hit.passage.text for hit in shop.search("门店几点开门"))
    assert "九点" in found
    assert "十点" in found


def test_products_come_from_a_price_list_when_no_card_names_them(empty: Copilot, tmp_path: Path) -> None:
    empty.add_brand("山雀茶")
    (tmp_path / "a.md").write_text("陈皮普洱要用沸水，焖一分钟，饭后喝最合适。", "utf-8")
    (tmp_path / "价格.csv").write_text(PRICES, "utf-8")
    empty.learn([tmp_path / "a.md", tmp_path / "价格.csv"])
    assert [p.name for p in empty.brand().products] == ["高山白茶", "桂花乌龙", "陈皮普洱"]
    about = {p.product for batch in empty.store.documents.batches("山雀茶") for p in batch}
    assert about == {"高山白茶", "桂花乌龙", "陈皮普洱"}


def test_uploads_are_opened_one_at_a_time_and_counted(shop: Copilot) -> None:
    opened: list[str] = []

    def upload(name: str) -> NamedFile:
        def load() -> bytes:
            opened.append(name)
            return f"{name} 是新来的茶，蜜香，耐泡。".encode()

        return NamedFile(name, load)

    events = shop.learn_files([upload("一.md"), upload("二.md")], "山雀茶")
    first = next(events)
    assert opened == ["一.md"]
    assert getattr(first, "percent", None) == 25
    assert outcome(events, LearnReport).documents == 2


def test_a_deleted_document_is_not_found_until_it_is_restored(shop: Copilot) -> None:
    brand = shop.brand()
    faq = next(d for d in shop.store.documents.all(brand.id) if d.name == "faq.md")
    shop.learning.delete(brand, faq.id)
    assert not any(hit.passage.source.document == "faq.md" for hit in shop.search("桂花是真的吗"))
    shop.shelving.restore(brand, faq.id)
    assert shop.search("桂花是真的吗")[0].passage.source.document == "faq.md"


def test_the_demo_brands_are_learned_and_the_chinese_one_is_the_default(empty: Copilot, tmp_path: Path) -> None:
    from dataclasses import replace

    card(tmp_path / "demo" / "kettle", "kettle", "Kettle", "Pot")
    card(tmp_path / "demo" / "yun", "yun", "云上", "云枕")
    demo = replace(empty, demo_dir=tmp_path / "demo")
    assert outcome(demo.learn_demo(), LearnReport).documents == 2
    assert demo.brand().name == "云上"
