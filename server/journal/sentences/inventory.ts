/** Decisions about inventory, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const until = (told: Told, instant: unknown): Sentence => {
  const clock = told.clock(instant);
  return clock ? say(`至 ${clock}`, ` until ${clock}`) : say('', '');
};
const controlled: Readonly<Record<string, Sentence>> = {
  withheld: say('封存', 'withheld from sale'),
  available: say('放开', 'released for sale'),
};
const departments: Readonly<Record<string, Sentence>> = {
  development: say('投资发展部', 'investment development'),
  marketing: say('营销部', 'marketing'),
};
const slots: Readonly<Record<string, Sentence>> = {
  morning: say('上午', 'morning'),
  afternoon: say('下午', 'afternoon'),
};
const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

export const inventoryKinds: Kinds = {
  'inventory.hold': {
    title: say('保留单位', 'Unit held'),
    summary: (told) => {
      const customer = told.name(told.input.customerId);
      const end = until(told, told.outcome.expiresAt);
      const liable = told.name(told.outcome.liableId);
      return say(
        `${customer ? `为 ${customer} 保留` : '保留'}${end.zh}${liable ? `；该车已订，后果由 ${liable} 承担` : ''}`,
        `Held${customer ? ` for ${customer}` : ''}${end.en}${liable ? `; it was marked as ordered, ${liable} answers for it` : ''}`,
      );
    },
  },
  'inventory.extend': {
    title: say('延长保留', 'Hold extended'),
    summary: (told) => {
      const end = until(told, told.outcome.expiresAt);
      return told.outcome.needsApproval
        ? say(`申请延长${end.zh}，待审批`, `Asked to extend${end.en}; waits for approval`)
        : say(`延长${end.zh}`, `Extended${end.en}`);
    },
  },
  'inventory.passOn': {
    title: say('保留转给同事', 'Hold passed on'),
    summary: (told) => {
      const [from, to] = [told.name(told.outcome.fromId), told.name(told.outcome.toId)];
      return say(`由 ${from} 转给 ${to}`, `From ${from} to ${to}`);
    },
  },
  'inventory.release': { title: say('释放保留', 'Hold released') },
  'inventory.expire': {
    title: say('保留到期', 'Hold ran out'),
    summary: () => say('到期未认购，单位恢复可售', 'Its time was up; the unit is free again'),
  },
  'inventory.leaverHold': {
    title: say('离职、调离人员的保留', 'Held by somebody who left'),
    summary: (told) => {
      const to = told.name(told.outcome.toId);
      return to
        ? say(`保留转给 ${to}，到期时间不变`, `Passed on to ${to} for the time that was left`)
        : say('保留已放开，单位恢复可售', 'Released; the unit is free again');
    },
  },
  'inventory.take': {
    title: say('核对销控后成交', 'Taken for a deal'),
    summary: (told) => {
      const liable = told.name(told.outcome.liableId);
      if (liable)
        return say(
          `该车已订仍售出，后果由 ${liable} 承担`,
          `Marked as ordered and sold all the same: ${liable} answers for it`,
        );
      if (told.outcome.displacesDeal || told.outcome.displaces)
        return say('先前的订车未标记，可自由销售', 'The earlier order was not marked, so it was free to sell');
      return told.outcome.converts
        ? say('保留转为认购', 'The hold became a deal')
        : say('销控确认可售', 'Sales control showed it vacant');
    },
  },
  'inventory.control': {
    title: say('销控', 'Sales control'),
    summary: (told) => {
      const done = wordFor(controlled, told.outcome.to);
      const units = count(told.outcome.unitIds);
      return say(`${units} 个单位${done.zh}`, `${units} units ${done.en}`);
    },
  },
  'inventory.mark': { title: say('标明该车已订', 'Vehicle marked as ordered') },
  'inventory.edit': { title: say('修改单位资料', 'Unit edited') },
  'inventory.quote': {
    title: say('报价', 'Price quoted'),
    summary: (told) => {
      const price = yuan(told.input.priceFen);
      const below = told.outcome.discountPercent;
      return told.outcome.needsApproval
        ? say(
            `报价 ${price} 元，低于表价 ${below}%，须经审批`,
            `${price} yuan, ${below}% below the list: needs approval`,
          )
        : say(`报价 ${price} 元`, `${price} yuan`);
    },
  },
  'inventory.submitPrices': {
    title: say('价目表提交审批', 'Price list submitted'),
    summary: (told) =>
      say(
        `${told.outcome.changed} 个单位调价，上调 ${told.outcome.raised}，下调 ${told.outcome.lowered}`,
        `${told.outcome.changed} prices change: ${told.outcome.raised} up, ${told.outcome.lowered} down`,
      ),
  },
  'inventory.pricesApproved': {
    title: say('价目表获批', 'Price list approved'),
    summary: (told) => {
      const clock = told.clock(told.outcome.effectiveAt);
      return say(`${clock} 起生效`, `Takes effect at ${clock}`);
    },
  },
  'inventory.proposeArea': {
    title: say('提交面积变更', 'Change of area proposed'),
    summary: (told) => say(`实测 ${told.input.surveyedArea} ㎡`, `Surveyed: ${told.input.surveyedArea} m²`),
  },
  'inventory.confirmArea': {
    title: say('部门确认面积', 'Area confirmed by a department'),
    summary: (told) => wordFor(departments, told.input.department),
  },
  'inventory.confirmBuyer': { title: say('买方确认面积', 'Area confirmed by the buyer') },
  'inventory.fileArea': { title: say('财务备案面积', 'Area filed with finance') },
  'inventory.moveVehicle': {
    title: say('调车', 'Vehicle moved'),
    summary: (told) => say(`移至 ${told.outcome.location}`, `To ${told.outcome.location}`),
  },
  'inventory.recall': {
    title: say('二级网点车辆召回', 'Vehicle called back'),
    summary: (told) =>
      say(
        `已在二级网点 ${told.outcome.days} 天，应于 ${told.outcome.dueOn} 前调回`,
        `At a second-tier store for ${told.outcome.days} days; due back by ${told.outcome.dueOn}`,
      ),
  },
  'inventory.report': {
    title: say('库存上报', 'Stock reported'),
    summary: (told) => {
      const slot = wordFor(slots, told.input.slot);
      const wrong = count(told.outcome.differences);
      return say(
        `${slot.zh}盘点${told.outcome.isLate ? '（逾时）' : ''}，差异 ${wrong} 处`,
        `${slot.en} report${told.outcome.isLate ? ' (late)' : ''}, ${wrong} differences`,
      );
    },
  },
  'inventory.reportMissing': { title: say('库存未按时上报', 'Stock report missing') },
  'inventory.draw': {
    title: say('开盘排号', 'Numbers drawn'),
    summary: (told) =>
      say(
        `种子 ${told.input.seed}，共 ${count(told.outcome.order)} 个序号`,
        `Seed ${told.input.seed}, ${count(told.outcome.order)} numbers`,
      ),
  },
  'inventory.press': {
    title: say('开盘选房', 'Chosen at a launch'),
    summary: (told) => {
      const end = until(told, told.outcome.expiresAt);
      const own =
        told.input.by === 'buyer'
          ? say('买家本人在自己的手机上选定，', 'Chosen by the buyer on their own phone. ')
          : say('', '');
      return say(`${own.zh}保留${end.zh}`, `${own.en}Held${end.en}`);
    },
  },
  'inventory.receiveGoods': {
    title: say('退货验收', 'Returned goods checked in'),
    summary: (told) => say(`实收 ${told.outcome.actualQuantity}`, `${told.outcome.actualQuantity} arrived`),
  },
  'inventory.bookReturn': {
    title: say('退货数量入账', 'Returned goods booked'),
    summary: (told) =>
      Number(told.outcome.held) > 0
        ? say(
            `入账 ${told.outcome.booked}，超出 ${told.outcome.held} 待补充决定`,
            `${told.outcome.booked} booked; ${told.outcome.held} wait for a supplementary decision`,
          )
        : say(`入账 ${told.outcome.booked}`, `${told.outcome.booked} booked`),
  },
  'inventory.addUnit': { title: say('新增单位', 'Unit added') },
  'inventory.import': { title: say('导入单位', 'Units imported') },
  'inventory.undoImport': { title: say('撤销导入的单位', 'Imported units removed') },
  'inventory.giveBack': { title: say('单位退回', 'Unit given back') },
  'inventory.liable': { title: say('售出已订车辆，后果自负', 'Sold what was marked, and answers for it') },
  'inventory.defineField': { title: say('新增单位字段', 'Field of units defined') },
  'inventory.retireField': { title: say('停用单位字段', 'Field of units retired') },
  'inventory.draftPrices': { title: say('编制价目表', 'Price list drawn up') },
  'inventory.applyPrices': { title: say('价目表生效', 'Price list took effect') },
  'inventory.dropPrices': { title: say('撤销价目表', 'Price list dropped') },
  'inventory.areaApproved': { title: say('面积变更获批', 'Change of area approved') },
  'inventory.areaRefused': { title: say('面积变更未获批', 'Change of area refused') },
  'inventory.vehicleReturned': { title: say('召回车辆入库', 'Vehicle that was called back returned') },
  'inventory.checkReport': { title: say('核对库存上报', 'Stock report checked') },
  'inventory.planLaunch': { title: say('安排开盘', 'Launch planned') },
  'inventory.registerBuyers': { title: say('登记开盘买家', 'Buyers registered') },
  'inventory.removeBuyer': { title: say('取消买家登记', 'Buyer taken off') },
  'inventory.issueLinks': {
    title: say('发放买家选房链接', 'Links handed out to buyers'),
    summary: (told) => say(`${count(told.outcome.links)} 位买家`, `${count(told.outcome.links)} buyers`),
  },
  'inventory.revokeLinks': {
    title: say('停用买家选房链接', 'Buyers’ links ended'),
    summary: (told) => say(`${count(told.outcome.links)} 位买家`, `${count(told.outcome.links)} buyers`),
  },
  'inventory.closeLaunch': { title: say('结束开盘', 'Launch closed') },
  'inventory.makeSlip': { title: say('开退货单', 'Return slip made out') },
  'inventory.slipDecided': { title: say('退货单审批结果', 'Return slip decided') },
  'inventory.askSlip': { title: say('退货差异请示', 'Difference asked about') },
  'inventory.instructSlip': { title: say('退货差异指示', 'Instruction about a difference') },
};

export const inventoryReasons: Reasons = {};
