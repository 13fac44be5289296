/** Made-up people: names, phones, what they look for and what is said on the phone. */
import type { Chance } from './chance.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  '欧阳',
  '司马',
  '诸葛',
  '上官',
];
const given = [
  ...'伟芳娜敏静丽强磊洋艳勇军杰娟涛超明霞平刚桂英华慧巧美玉萍红玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉宇浩凯晨轩子涵梓怡思远博文昊然雨欣诗可心一诺天佑俊哲泽楷睿铭',
];

export const nameOf = (chance: Chance): string => {
  const surname = chance.pick(surnames);
  return surname + chance.pick(given) + (chance.isTrue(0.68) ? chance.pick(given) : '');
};

/** Numbers of one range, one for everybody. */
export function phones(chance: Chance, range = '199'): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const phone = `${range}${String(chance.int(0, 99_999_999)).padStart(8, '0')}`;
      if (used.has(phone)) continue;
      used.add(phone);
      return phone;
    }
  };
}

export type SiteKind = 'real_estate' | 'car_showroom' | 'gym';

export const products: Readonly<Record<SiteKind, readonly string[]>> = {
  real_estate: [
    '89㎡ 三房两厅',
    '105㎡ 三房两卫',
    '128㎡ 四房',
    '143㎡ 四房双阳台',
    '沿街商铺',
    '地下车位',
    '洋房顶层复式',
  ],
  car_showroom: [
    '紧凑型轿车 1.5T',
    '中型轿车混动',
    '七座 SUV',
    '纯电 SUV 长续航',
    '入门两厢',
    '高配四驱版',
    '二手置换',
  ],
  gym: ['年卡', '半年卡', '双人卡', '少儿体适能课包', '私教 24 节', '瑜伽次卡', '企业团体卡'],
};

export const sources = [
  ['walk_in', 34],
  ['referral', 16],
  ['advertisement', 14],
  ['phone', 12],
  ['website', 10],
  ['agent', 8],
  ['exhibition', 4],
  ['outreach', 2],
] as const;
export const gradeWeights = [
  ['A', 12],
  ['B', 28],
  ['C', 40],
  ['D', 20],
] as const;

export const contactNotes = [
  '介绍了本周活动，客户说周末带家人再来看',
  '对比了两个竞品，主要顾虑价格',
  '想要高楼层，等下批加推',
  '已发资料，约定三天后回电',
  '贷款资质已初审，问首付比例',
  '家里意见不统一，先保持联系',
  '客户出差，下周再联系',
  '问交付时间和物业费',
  '有置换需求，已转介评估',
  '约好周六上午到访',
  '预算提高，可推荐大户型',
  '体验后反馈不错，考虑年付',
  '要求发合同样本',
  '节日问候，客户回复感谢',
];
export const unansweredNotes = ['无人接听', '占线，稍后再拨', '关机', '客户在开会，改日再打'];
export const steps = [
  '沙盘讲解',
  '样板间参观',
  '洽谈区入座',
  '试算首付与月供',
  '参观配套',
  '试驾一圈',
  '体测与课程体验',
  '介绍付款方式',
];
export const callNeeds = ['问价格', '问地址和停车', '问开盘时间', '问优惠活动', '预约到访', '找置业顾问', '问贷款政策'];
export const tags = ['刚需', '改善', '投资', '老业主', '置换', '全款', '学区', '团购'];
