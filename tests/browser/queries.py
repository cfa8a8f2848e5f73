"""Queries in people's own words, by kind, each with the page of which one must be among the first three results.

A person looked up in the document what answers each; where several do, any of them is right.
"""

from __future__ import annotations

FIREWORKS, HEATING, FUMES = "topics/fireworks/", "topics/heating/", "topics/cooking-fumes/"
SITES, ROADS, LAND = "topics/building-sites/", "topics/roads/", "topics/bare-land/"
NOISE, CARS, ELECTRIC = "topics/noise/", "topics/cars/", "topics/electric-vehicles/"
FUEL, STRAW, PAINT = "topics/fuel-stations/", "topics/straw-and-offerings/", "topics/paint-and-solvents/"
SMOG, COMPLAINTS = "topics/heavy-pollution-days/", "topics/complaints/"

COLLOQUIAL = {
    "放鞭炮": FIREWORKS, "放炮": FIREWORKS, "鞭炮": FIREWORKS, "春节能放花吗": FIREWORKS, "能不能放鞭炮": FIREWORKS,
    "烧煤": HEATING, "散煤": HEATING, "煤炉": HEATING, "煤改电": HEATING, "供暖": HEATING, "冬天取暖怎么办": HEATING,
    "油烟扰民": FUMES, "饭馆": FUMES, "楼下烧烤": FUMES, "我家楼下饭馆油烟太大怎么办": FUMES,
    "工地": SITES, "盖楼": SITES, "施工扬尘": SITES, "土大": SITES,
    "渣土车": ROADS, "马路太脏": ROADS, "扫马路": ROADS, "洒水车": ROADS,
    "黄土": LAND, "落灰": LAND, "沙尘": LAND,
    "噪音": NOISE, "太吵": NOISE, "夜里施工": NOISE, "半夜施工扰民怎么投诉": NOISE, "谁管噪音": NOISE,
    "尾气": CARS, "大货车": CARS, "国四": CARS, "验车": CARS, "摩托车炸街": CARS,
    "充电桩": ELECTRIC, "电动车": ELECTRIC, "新能源汽车": ELECTRIC,
    "加油": FUEL, "黑加油站": FUEL, "汽油味": FUEL,
    "烧纸": STRAW, "上坟": STRAW, "烧树叶": STRAW, "烧荒": STRAW,
    "油漆味": PAINT, "臭味": PAINT, "工厂废气": PAINT,
    "雾霾": SMOG, "重污染天": SMOG, "红色预警": SMOG,
    "投诉": COMPLAINTS, "举报": COMPLAINTS, "12345": COMPLAINTS,
}  # fmt: skip
SLIPS = {
    "杨尘": SITES, "嗓音": NOISE, "噪因": NOISE, "秸杆": STRAW, "尾汽": CARS, "鞭泡": FIREWORKS, "油姻": FUMES,
    "取曖": HEATING, "烟花暴竹": FIREWORKS, "工地杨尘": SITES, "潭拓寺镇": "towns/tanzhesi/", "妙锋山": "towns/miaofengshan/",
    "雁赤镇": "towns/yanchi/", "区城菅委": "agencies/urban-management/", "生态坏竟局": "agencies/ecology-environment/",
    "加油戰": FUEL, "新能原汽车": ELECTRIC,
}  # fmt: skip
PINYIN = {
    "yanhua": FIREWORKS, "yan hua": FIREWORKS, "bianpao": FIREWORKS, "youyan": FUMES, "yangchen": SITES, "zaosheng": NOISE,
    "zaoyin": NOISE, "jiangchen": LAND, "weiqi": CARS, "jiegan": STRAW, "sanmei": HEATING, "chongdian": ELECTRIC,
    "jiayouzhan": FUEL, "wumai": SMOG, "tanzhesi": "towns/tanzhesi/", "qcgw": "agencies/urban-management/",
}  # fmt: skip
TRADITIONAL = {
    "揚塵": "tasks/15/", "煙花爆竹": FIREWORKS, "餐飲油煙": FUMES, "噪聲": NOISE, "潭柘寺鎮": "towns/tanzhesi/",
    "生態環境局": "agencies/ecology-environment/", "電動車": ELECTRIC, "門頭溝區": "", "燒煤": HEATING, "機動車": CARS,
}  # fmt: skip
NUMBERS = {
    "14-2": "tasks/14/#t14-2", "t14-2": "tasks/14/#t14-2", "T14-2": "tasks/14/#t14-2", "14（2）": "tasks/14/#t14-2",
    "14(2)": "tasks/14/#t14-2", "任务14第2条": "tasks/14/#t14-2", "任务 14 第 2 条": "tasks/14/#t14-2",
    "序号14 · 编号 t14-2": "tasks/14/#t14-2", "编号t20-2": "tasks/20/#t20-2", "１４－２": "tasks/14/#t14-2",
    "原表第31行": "tasks/14/#t14-2", "任务14": "tasks/14/", "第20项": "tasks/20/",
}  # fmt: skip
DAYS = {
    "6月30日": "calendar/#due-2023-06-30", "6月30号": "calendar/#due-2023-06-30", "六月三十日": "calendar/#due-2023-06-30",
    "2023-06-30": "calendar/#due-2023-06-30", "2023年12月31日": "calendar/#due-2023-12-31", "12月31日": "calendar/#due-2023-12-31",
    "6月底": "tasks/20/#t20-1", "采暖季前": "tasks/23/#t23-1", "6-9月": "tasks/8/#t8-2", "2023/9/30": "calendar/#due-2023-09-30",
}  # fmt: skip
BODY_AND_ROLE = {
    "区生态环境局牵头": "agencies/ecology-environment/", "牵头 区住建委": "agencies/housing-construction/",
    "区城管委主责": "agencies/urban-management/", "城管委 牵头单位": "agencies/urban-management/",
    "公安分局牵头": "agencies/public-security/", "区应急局负责什么": "agencies/emergency/", "永定镇牵头": "towns/yongding/",
}  # fmt: skip
TWO_WORDS = {
    "潭柘寺 烟花": FIREWORKS, "潭柘寺能放炮吗": FIREWORKS, "潭柘寺降尘量": "tasks/14/#t14-2", "永定镇 扬尘": "tasks/22/#t22-1",
    "龙泉镇道路": "tasks/22/#t22-2", "城管委 油烟": FUMES, "工地 噪声": NOISE, "降尘 排名": "tasks/14/#t14-4",
    "叉车 电动化": "tasks/24/#t24-1", "大台街道 烧煤": HEATING, "住建委扬尘": "tasks/15/#t15-1", "夜间施工 扰民": "tasks/20/#t20-2",
}  # fmt: skip
#: The whole of it, by kind.
QUERIES = {
    "colloquial": COLLOQUIAL, "slips": SLIPS, "pinyin": PINYIN, "traditional": TRADITIONAL, "numbers": NUMBERS, "days": DAYS,
    "body and role": BODY_AND_ROLE, "two words": TWO_WORDS,
}  # fmt: skip
