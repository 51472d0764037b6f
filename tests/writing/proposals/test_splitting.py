"""Pasted text is cut into the posts in it."""

from copilot.writing.proposals.splitting import split_posts


def test_posts_are_parted_by_empty_lines_and_keep_their_own_lines() -> None:
    text = "今天起风了。\r\n煮一壶老白茶。\r\n\r\n  \n门口的猫进来了。\n\n今天起风了。\n煮一壶老白茶。"
    assert split_posts(text) == ["今天起风了。\n煮一壶老白茶。", "门口的猫进来了。"]


def test_without_empty_lines_each_line_of_several_is_a_post() -> None:
    assert split_posts("一号的帖子\n二号的帖子\n三号的帖子\n四号的帖子\n五号的帖子") == [
        f"{n}号的帖子" for n in "一二三四五"
    ]
    assert split_posts("第一行，\n第二行。") == ["第一行，\n第二行。"]


def test_headings_and_list_marks_of_a_file_are_not_part_of_a_post() -> None:
    text = "# 桂姐的朋友圈\n\n- 早上开门，来换床笠。\n- 下午晒被子正好。\n\n---\n\n> 今朝一个客人没有。\n"
    assert split_posts(text) == ["早上开门，来换床笠。", "下午晒被子正好。", "今朝一个客人没有。"]


def test_stray_marks_and_nothing_are_no_posts() -> None:
    assert split_posts("") == split_posts("\n\n ok \n\n…") == []
