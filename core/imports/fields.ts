import type { Target } from './types.ts';

/**
 * What each kind of sheet may hold. Synonyms are compared without spaces, brackets and case, so "联系电话 (必填)" is 联系电话.
 * `reads` names the reader; `past` dates must have happened; `required` cells send the row back when empty.
 */
export type Reader =
  | 'text'
  | 'names'
  | 'phones'
  | 'date'
  | 'time'
  | 'number'
  | 'party'
  | 'range'
  | 'duration'
  | 'gender'
  | 'grade'
  | 'yesNo'
  | 'channel'
  | 'household'
  | 'list'
  | 'colleague'
  | 'money'
  | 'discounted'
  | 'squareMetres'
  | 'floor'
  | 'vin'
  | 'saleState'
  | 'vehicleState';

export interface Field {
  readonly name: string;
  readonly reads: Reader;
  readonly zh: string;
  readonly en: string;
  readonly synonyms: readonly string[];
  readonly required?: true;
  readonly past?: true;
  /** May be empty, but what is written must be understood: taking the customer without the owner it names would lose the owner. */
  readonly decisive?: true;
  /** A planned date without a year is the first one on or after this field's date. */
  readonly notBefore?: string;
}

const field = (
  name: string,
  reads: Reader,
  zh: string,
  en: string,
  synonyms: string,
  more: Partial<Field> = {},
): Field => ({
  name,
  reads,
  zh,
  en,
  synonyms: [zh, en, ...synonyms.split(' ').filter((word) => word !== '')],
  ...more,
});
const required = { required: true } as const;
const decisive = { decisive: true } as const;
const happened = { required: true, past: true } as const;

const customerName = field(
  'name',
  'names',
  '客户姓名',
  'customer name',
  '客户 客户名称 姓名 名称 客户名 来访客户 来访人 访客 来电客户 来电人 name customer contact',
);
const phone = field(
  'phone',
  'phones',
  '电话',
  'phone',
  '手机 联系电话 手机号 手机号码 电话号码 联系方式 客户电话 来电号码 移动电话 mobile tel telephone phonenumber',
);
const gender = field('gender', 'gender', '性别', 'gender', 'sex');
const grade = field('grade', 'grade', '级别', 'grade', '客户级别 等级 客户等级 意向级别 意向等级 level');
const note = field('note', 'text', '备注', 'note', '说明 附注 remark remarks notes comment comments');
const source = field(
  'source',
  'list',
  '认知渠道',
  'source',
  '来源 客户来源 渠道 获知途径 认知途径 媒体渠道 channel leadsource',
);
const interest = field(
  'interest',
  'text',
  '意向户型',
  'interest',
  '意向产品 意向车型 意向 意向房源 户型 需求户型 意向卡种 interestedin product model',
);
const area = field('area', 'range', '意向面积', 'area', '面积 需求面积');
const seq = field('seq', 'text', '序号', 'no.', '编号 行号 no 序');

export const fieldsOf: Readonly<Record<Target, readonly Field[]>> = {
  staff: [
    field('employeeNo', 'text', '工号', 'staff number', '员工编号 员工号 人员编号 employeeno employeeid staffno'),
    field('name', 'text', '姓名', 'name', '员工姓名 人员 人员姓名 staffname employee', required),
    field('phone', 'phones', '手机', 'phone', '电话 联系电话 手机号 手机号码 mobile tel'),
    field('site', 'text', '所属项目', 'site', '项目 案场 门店 展厅 所属门店 所属案场 分店 会所 branch store'),
    field('team', 'text', '组别', 'team', '小组 团队 所属小组 班组 部门 department group'),
    field('post', 'text', '岗位', 'post', '职务 职位 角色 position jobtitle role title'),
    field('joinedOn', 'date', '入职日期', 'joined on', '入职时间 到岗日期 joindate hiredate startdate'),
    field('probation', 'yesNo', '试用期', 'on probation', '是否试用 试用 probation'),
    field('mentor', 'text', '带教老师', 'mentor', '师傅 导师 带教人 带教'),
    field('username', 'text', '用户名', 'username', '登录名 账号 login account'),
    note,
  ],
  leavers: [
    field('name', 'text', '姓名', 'name', '员工姓名 离职人员 离职人', required),
    field('leftOn', 'date', '离职日期', 'left on', '离职时间 离岗日期 leavedate leavingdate', required),
    field(
      'handoverTo',
      'colleague',
      '客户移交给',
      'customers handed to',
      '移交给 接收人 交接人 移交人 客户接收人 handoverto successor',
    ),
    note,
  ],
  customers: [
    field('externalNo', 'text', '客户编号', 'customer number', '编号 客户号 客户id customerid customerno externalid'),
    { ...customerName, required: true },
    field('kind', 'text', '客户类型', 'customer kind', '类型 客户性质 customertype type'),
    { ...phone, required: true },
    gender,
    field('idNumber', 'text', '证件号码', 'identity number', '身份证号 身份证 身份证号码 证件号 idcard idnumber'),
    field(
      'owner',
      'colleague',
      '归属人',
      'owner',
      '置业顾问 销售顾问 会籍顾问 顾问 业务员 负责人 跟进人 归属顾问 所属顾问 salesperson consultant',
      { decisive: true },
    ),
    field(
      'registeredOn',
      'date',
      '建档日期',
      'registered on',
      '登记日期 建档时间 创建日期 创建时间 录入日期 首次到访 首访日期 createdat createdon registered',
      { past: true },
    ),
    field(
      'lastContactOn',
      'date',
      '最近跟进',
      'last contact on',
      '最近跟进日期 最后跟进 上次跟进 最近联系 lastcontact lastfollowup',
    ),
    grade,
    field('tags', 'list', '标签', 'tags', '客户标签 tag label labels'),
    field('household', 'household', '家庭成员', 'household', '家庭 家人 共同买受人 配偶 family'),
    source,
    interest,
    area,
    field('address', 'text', '地址', 'address', '住址 家庭住址 联系地址 通讯地址'),
    field('wechat', 'text', '微信', 'wechat', '微信号 wechatid'),
    note,
  ],
  visits: [
    seq,
    field('date', 'date', '日期', 'date', '来访日期 到访日期 访问日期 接待日期 visitdate', happened),
    field('time', 'time', '到访时间', 'time', '时间 来访时间 到达时间 进场时间 visittime'),
    field('leftAt', 'time', '离开时间', 'left at', '离场时间 离店时间'),
    field('duration', 'duration', '接待时长', 'duration', '停留时间 停留时长 时长 洽谈时长'),
    { ...customerName, required: true },
    gender,
    phone,
    field('partySize', 'party', '同行人数', 'party size', '人数 来访人数 来人数 随行人数 partysize'),
    field('arrival', 'text', '来访方式', 'arrival', '到访方式 来访类型 到访类型 客户类型'),
    source,
    interest,
    area,
    grade,
    field(
      'consultant',
      'colleague',
      '置业顾问',
      'consultant',
      '销售顾问 接待人 会籍顾问 顾问 接待顾问 业务员 接待销售 salesperson',
      required,
    ),
    field('firstVisit', 'yesNo', '是否首访', 'first visit', '首访 是否首次 首次到访 新老客户 new'),
    field(
      'previousConsultant',
      'colleague',
      '上次接待人',
      'previous consultant',
      '上次接待 原接待人 前接待人 原置业顾问',
    ),
    note,
  ],
  calls: [
    seq,
    field('date', 'date', '日期', 'date', '来电日期 calldate', happened),
    field('time', 'time', '时间', 'time', '来电时间 calltime'),
    customerName,
    { ...phone, required: true },
    gender,
    source,
    field('topic', 'text', '咨询内容', 'topic', '来电内容 内容 咨询事项 关注点 enquiry subject'),
    field('answeredBy', 'colleague', '接听人', 'answered by', '接电人 接线人 接听 置业顾问 销售顾问 值班人', required),
    field('invited', 'yesNo', '是否邀约', 'invited', '邀约 是否约访 已邀约'),
    note,
  ],
  followUps: [
    seq,
    field('externalNo', 'text', '客户编号', 'customer number', '客户号 customerid customerno'),
    { ...customerName, required: true },
    phone,
    field('date', 'date', '回访日期', 'date', '跟进日期 回访时间 跟进时间 日期 联系日期 followupdate', happened),
    field('time', 'time', '时间', 'time', '具体时间'),
    field('channel', 'channel', '回访方式', 'contact by', '跟进方式 联系方式 方式 followuptype method'),
    field('content', 'text', '回访内容', 'content', '跟进内容 内容 跟进记录 沟通内容 回访情况 跟进情况 content'),
    field(
      'author',
      'colleague',
      '回访人',
      'author',
      '跟进人 置业顾问 销售顾问 顾问 业务员 记录人 客服 followedby',
      required,
    ),
    grade,
    field('nextOn', 'date', '下次回访', 'next on', '下次跟进 下次回访日期 下次跟进日期 下次联系 nextfollowup', {
      notBefore: 'date',
    }),
    note,
  ],
  dutyLists: [
    field('date', 'date', '日期', 'date', '值班日期 值日日期 dutydate', required),
    field('site', 'text', '案场', 'site', '项目 门店 展厅 地点'),
    field('place', 'number', '顺序', 'place', '序号 轮值顺序 排位 轮序 order position'),
    field('shift', 'text', '班次', 'shift', '班 值班类型 早晚班'),
    field(
      'consultant',
      'colleague',
      '值班人',
      'consultant',
      '值班 姓名 值班顾问 轮值人 轮值顾问 置业顾问 销售顾问 会籍顾问 顾问 人员 onduty',
      required,
    ),
    note,
  ],
  units: [
    field('project', 'text', '项目', 'project', '楼盘 小区 项目名称'),
    field('building', 'text', '楼栋', 'building', '楼号 栋号 栋 幢 幢号 座 座栋 楼'),
    field('entrance', 'text', '单元', 'entrance', '单元号 梯 梯号'),
    field('floor', 'floor', '楼层', 'floor', '层 所在楼层 层数', decisive),
    field('room', 'text', '房号', 'room', '房间号 室号 房间 房源 房源号 户号 室 unitno roomno', required),
    field('layout', 'text', '户型', 'layout', '户型编号 房型'),
    field('surveyedArea', 'squareMetres', '实测建筑面积', 'surveyed area', '实测面积 实测 竣工面积', decisive),
    field('predictedArea', 'squareMetres', '预测建筑面积', 'predicted area', '预测面积 建筑面积 建面 面积', decisive),
    field('innerArea', 'squareMetres', '套内面积', 'inner area', '套内建筑面积 使用面积'),
    field('unitPrice', 'money', '备案单价', 'price per square metre', '单价 建面单价', decisive),
    field('listPrice', 'money', '备案总价', 'list price', '总价 标价 表价 原价 挂牌价 房款总价', decisive),
    field('floorPrice', 'discounted', '折后总价', 'discounted price', '折后价 优惠价 优惠总价 底价 成交底价', decisive),
    field('saleState', 'saleState', '销售状态', 'state', '状态 房态 可售状态 销控状态 status', decisive),
    note,
  ],
  vehicles: [
    field('vin', 'vin', 'VIN', 'VIN', '车架号 车架号码 车辆识别代号 识别码 底盘号 chassisno', required),
    field('model', 'text', '车型', 'model', '车型名称 型号 车款 车系', required),
    field('colour', 'text', '颜色', 'colour', '车身颜色 外观颜色 外观 车色 color'),
    field('listPrice', 'money', '指导价', 'list price', '厂家指导价 官方指导价 市场指导价 售价 标价 报价', decisive),
    field('arrivedOn', 'date', '到店日期', 'arrived on', '到货日期 入库日期 到库日期 到店时间 入库时间'),
    field('location', 'text', '位置', 'location', '库位 存放地点 存放位置 所在地 车辆位置 仓库'),
    field('daysInStock', 'number', '库龄', 'days in stock', '在库天数 库存天数 库龄天'),
    field('vehicleState', 'vehicleState', '状态', 'state', '车辆状态 库存状态 销售状态 status', decisive),
    field('customer', 'text', '订车客户', 'ordered by', '订购客户 客户 客户姓名 预订客户'),
    note,
  ],
};

export const targetNames: Readonly<Record<Target, { readonly zh: string; readonly en: string }>> = {
  staff: { zh: '人员花名册', en: 'Staff' },
  leavers: { zh: '离职与移交', en: 'Leavers and handover' },
  customers: { zh: '客户资料', en: 'Customers' },
  visits: { zh: '来访登记', en: 'Visit register' },
  calls: { zh: '来电登记', en: 'Call register' },
  followUps: { zh: '跟进记录', en: 'Follow-ups' },
  dutyLists: { zh: '轮值表', en: 'Duty list' },
  units: { zh: '一房一价表', en: 'Unit price list' },
  vehicles: { zh: '车辆库存表', en: 'Vehicle stock' },
};
