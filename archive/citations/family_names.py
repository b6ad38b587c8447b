"""What tells a family name: particles, suffixes, patronymics, names of two characters."""

from __future__ import annotations

import re

SUFFIXES = frozenset("Jr. Sr. Jr Sr II III IV V Filho Neto Júnior мл. ст.".split())
# Small words before a family name that belong to it; also written with a capital (De Niro).
PARTICLES = frozenset(
    "af al am auf av da dal dalla das de degli dei del della delle den der di do dos du el het "
    "in la las le les lo los op ter ten 't van vom von zu zum zur zu ibn bin bint ben "
    "ван фон де да дер бен ибн بن ابن بنت آل בן בת".split()
)
PORTUGUESE_PARTICLES = frozenset("da das de do dos e".split())
# Between two family names that are one: Ortega y Gasset.
JOINTS = frozenset("y i e".split())
# Words that are no name without the next one: عبد الله.
BONDS = frozenset("عبد أبو ابو أم Abd Abdul Abu Mac St.".split())
PATRONYMIC = re.compile("(ович|евич|ич|овна|евна|ична|инична|ович|івна|ївна|ійович)$")
# What most Vietnamese are called, with its marks.
VIETNAMESE = frozenset(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Lương "
    "Nguyen Tran Pham Hoang Dang".split()
)
CHINESE_PAIRS = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 "
    "公孙 公孫 慕容 令狐 宇文 长孙 長孫 轩辕 軒轅 端木 百里 东郭 東郭 西门 西門 呼延 申屠".split()
)
KOREAN_PAIRS = frozenset("남궁 황보 제갈 선우 독고 사공 서문 동방 망절".split())
# What most Koreans and Chinese are called, as it is written in Latin letters.
ROMANISED = {
    "ko": frozenset(
        "Kim Lee Yi Rhee Ri Park Pak Bak Choi Choe Jung Jeong Chung Kang Gang Cho Jo Yoon Yun Jang "
        "Chang Lim Im Rim Han Oh Seo Suh Shin Sin Kwon Gwon Hwang Ahn An Song Hong Yang Ryu Yoo Yu "
        "Bae Pae Baek Paik Moon Mun Nam Noh Roh Ha Heo Hur Ko Go Min Sohn Son Jeon Chun".split()
    ),
    "zh": frozenset(
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng "
        "Liang Xie Song Tang Xi Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu "
        "Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Jia Fang Cui Tan Lei Mao Qian Kong Ouyang "
        "Sima".split()
    ),
}
# Languages whose speakers are listed by the name as it is, in any letters.
LISTED_AS_IS = frozenset("is my th lo am ti bo dz".split())
