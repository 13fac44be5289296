/** The kinds of decision about inventory, as the journal names them. */
import { type Act, kind } from '../kernel/kind.ts';
import { decideBuyerConfirms, decideConfirmArea, decideFileArea, decideProposeArea } from './area.ts';
import {
  decideExpire,
  decideExtend,
  decideHold,
  decideLeaverHold,
  decidePassOn,
  decideRelease,
  type LeaverHoldFacts,
  type LiveHoldFacts,
  type PassOnFacts,
  type PlaceFacts,
  type PlaceInput,
} from './decide-hold.ts';
import { decideControl, decideEdit, decideMark, decideTake, type TakeFacts, type TakeInput } from './decide-unit.ts';
import { decideBookReturn, decideInstruct, decideReceive, type SlipFacts } from './goods.ts';
import { decideDraw, decidePress, type PressFacts } from './launch.ts';
import {
  decidePricesApproved,
  decideQuote,
  decideSubmitPrices,
  type PriceFacts,
  type PriceListFacts,
  type QuoteInput,
} from './price.ts';
import type { InventoryRuleValues } from './rules.ts';
import {
  decideMove,
  decideRecall,
  decideReport,
  decideReportMissing,
  type MoveFacts,
  type MoveInput,
  type ReportFacts,
  type ReportInput,
} from './stock.ts';

interface Ruled {
  readonly rules: { readonly inventory: InventoryRuleValues };
  readonly now: string;
}

export const inventoryKinds = {
  'inventory.hold': kind({
    label: { zh: '保留单位', en: 'A unit is held' },
    decide: ({ rules, now }: Ruled, facts: PlaceFacts, input: PlaceInput) =>
      decideHold(rules.inventory, facts, input, now),
  }),
  'inventory.extend': kind({
    label: { zh: '延长保留', en: 'A hold is extended' },
    decide: (
      { rules }: Ruled,
      facts: LiveHoldFacts & { readonly isAsked: boolean; readonly approved: boolean },
      _input: { readonly reason: string },
    ) => decideExtend(rules.inventory, facts),
  }),
  'inventory.passOn': kind({
    label: { zh: '保留转给同事', en: 'A hold is passed on' },
    decide: ({ rules }: Ruled, facts: PassOnFacts, _input: { readonly reason: string }) =>
      decidePassOn(rules.inventory, facts),
  }),
  'inventory.release': kind({
    label: { zh: '释放保留', en: 'A hold is released' },
    decide: (_given: object, facts: LiveHoldFacts, _input: { readonly reason: string }) => decideRelease(facts),
  }),
  'inventory.expire': kind({
    label: { zh: '保留到期', en: 'A hold runs out' },
    decide: ({ now }: { now: string }, facts: Parameters<typeof decideExpire>[0], _input: object) =>
      decideExpire(facts, now),
  }),
  'inventory.leaverHold': kind({
    label: { zh: '离职、调离人员的保留', en: 'What somebody held who left or moved away' },
    decide: ({ rules }: Ruled, facts: LeaverHoldFacts, _input: object) => decideLeaverHold(rules.inventory, facts),
  }),
  'inventory.take': kind({
    label: { zh: '认购、下单前核对销控', en: 'A unit is taken for a deal' },
    decide: ({ rules }: Ruled, facts: TakeFacts, input: TakeInput) => decideTake(rules.inventory, facts, input),
  }),
  'inventory.control': kind({
    label: { zh: '销控封存与放开', en: 'Units are withheld or released' },
    decide: (_given: object, facts: Parameters<typeof decideControl>[0], input: Parameters<typeof decideControl>[1]) =>
      decideControl(facts, input),
  }),
  'inventory.mark': kind({
    label: { zh: '标明该车已订', en: 'A vehicle is marked as ordered' },
    decide: (_given: object, facts: Parameters<typeof decideMark>[0], input: Parameters<typeof decideMark>[1]) =>
      decideMark(facts, input),
  }),
  'inventory.edit': kind({
    label: { zh: '修改单位资料', en: 'A unit is edited' },
    decide: ({ rules }: Ruled, facts: Parameters<typeof decideEdit>[1], input: Parameters<typeof decideEdit>[2]) =>
      decideEdit(rules.inventory, facts, input),
  }),
  'inventory.quote': kind({
    label: { zh: '报价', en: 'A price is quoted' },
    decide: ({ rules }: Ruled, facts: PriceFacts, input: QuoteInput) => decideQuote(rules.inventory, facts, input),
  }),
  'inventory.submitPrices': kind({
    label: { zh: '价目表提交审批', en: 'A price list goes up for approval' },
    decide: ({ now }: { now: string }, facts: PriceListFacts, _input: object) => decideSubmitPrices(facts, now),
  }),
  'inventory.pricesApproved': kind({
    label: { zh: '价目表获批', en: 'A price list is approved' },
    decide: ({ now }: { now: string }, facts: Parameters<typeof decidePricesApproved>[0], _input: object) =>
      decidePricesApproved(facts, now),
  }),
  'inventory.proposeArea': kind({
    label: { zh: '提交面积变更', en: 'A change of area is proposed' },
    decide: (
      _given: object,
      facts: Parameters<typeof decideProposeArea>[0],
      input: Parameters<typeof decideProposeArea>[1],
    ) => decideProposeArea(facts, input),
  }),
  'inventory.confirmArea': kind({
    label: { zh: '部门确认面积', en: 'A department confirms an area' },
    decide: (
      _given: object,
      facts: Parameters<typeof decideConfirmArea>[0],
      input: Parameters<typeof decideConfirmArea>[1],
    ) => decideConfirmArea(facts, input),
  }),
  'inventory.confirmBuyer': kind({
    label: { zh: '买方确认面积', en: 'The buyer confirms an area' },
    decide: (_given: object, facts: Parameters<typeof decideBuyerConfirms>[0], _input: { readonly note: string }) =>
      decideBuyerConfirms(facts),
  }),
  'inventory.fileArea': kind({
    label: { zh: '财务备案面积', en: 'Finance files an area' },
    decide: (_given: object, facts: Parameters<typeof decideFileArea>[0], _input: object) => decideFileArea(facts),
  }),
  'inventory.moveVehicle': kind({
    label: { zh: '调车', en: 'A vehicle is moved' },
    decide: ({ rules, now }: Ruled, facts: MoveFacts, input: MoveInput) =>
      decideMove(rules.inventory, facts, input, now),
  }),
  'inventory.recall': kind({
    label: { zh: '二级网点车辆召回', en: 'A vehicle is called back' },
    decide: ({ rules, now }: Ruled, facts: Parameters<typeof decideRecall>[1], _input: object) =>
      decideRecall(rules.inventory, facts, now),
  }),
  'inventory.report': kind({
    label: { zh: '库存上报', en: 'The stock is reported' },
    decide: ({ rules, now }: Ruled, facts: ReportFacts, input: ReportInput) =>
      decideReport(rules.inventory, facts, input, now),
  }),
  'inventory.reportMissing': kind({
    label: { zh: '库存未按时上报', en: 'A stock report is missing' },
    decide: (_given: object, facts: Parameters<typeof decideReportMissing>[0], _input: object) =>
      decideReportMissing(facts),
  }),
  'inventory.draw': kind({
    label: { zh: '开盘排号', en: 'The numbers of a launch are drawn' },
    decide: (_given: object, facts: Parameters<typeof decideDraw>[0], input: Parameters<typeof decideDraw>[1]) =>
      decideDraw(facts, input),
  }),
  'inventory.press': kind({
    label: { zh: '开盘选房', en: 'A unit is chosen at a launch' },
    decide: ({ now }: { now: string }, facts: PressFacts, input: Parameters<typeof decidePress>[1]) =>
      decidePress(facts, input, now),
  }),
  'inventory.receiveGoods': kind({
    label: { zh: '退货验收', en: 'Returned goods are checked in' },
    decide: (_given: object, facts: SlipFacts, input: Parameters<typeof decideReceive>[1]) =>
      decideReceive(facts, input),
  }),
  'inventory.instructSlip': kind({
    label: { zh: '退货差异指示', en: 'The store is instructed' },
    decide: (_given: object, facts: Parameters<typeof decideInstruct>[0], _input: { readonly instruction: string }) =>
      decideInstruct(facts),
  }),
  'inventory.bookReturn': kind({
    label: { zh: '退货数量入账', en: 'Returned goods are booked' },
    decide: ({ rules }: Ruled, facts: SlipFacts, _input: object) => decideBookReturn(rules.inventory, facts),
  }),
};

export const inventoryActs = {
  'inventory.addUnit': { label: { zh: '新增单位', en: 'A unit was added' } },
  'inventory.import': { label: { zh: '导入单位', en: 'Units were imported' } },
  'inventory.undoImport': { label: { zh: '撤销导入的单位', en: 'Imported units were removed' } },
  'inventory.giveBack': { label: { zh: '单位退回', en: 'A unit was given back' } },
  'inventory.liable': { label: { zh: '售出已订车辆，后果自负', en: 'Somebody answers for selling what was marked' } },
  'inventory.defineField': { label: { zh: '新增单位字段', en: 'A field of units was defined' } },
  'inventory.retireField': { label: { zh: '停用单位字段', en: 'A field of units was retired' } },
  'inventory.draftPrices': { label: { zh: '编制价目表', en: 'A price list was drawn up' } },
  'inventory.applyPrices': { label: { zh: '价目表生效', en: 'A price list took effect' } },
  'inventory.dropPrices': { label: { zh: '撤销价目表', en: 'A price list was dropped' } },
  'inventory.areaApproved': { label: { zh: '面积变更获批', en: 'A change of area was approved' } },
  'inventory.areaRefused': { label: { zh: '面积变更未获批', en: 'A change of area was refused' } },
  'inventory.vehicleReturned': { label: { zh: '召回车辆入库', en: 'A vehicle that was called back returned' } },
  'inventory.checkReport': { label: { zh: '核对库存上报', en: 'A stock report was checked' } },
  'inventory.planLaunch': { label: { zh: '安排开盘', en: 'A launch was planned' } },
  'inventory.registerBuyers': { label: { zh: '登记开盘买家', en: 'Buyers were registered for a launch' } },
  'inventory.removeBuyer': { label: { zh: '取消买家登记', en: 'A buyer was taken off' } },
  'inventory.issueLinks': { label: { zh: '发放买家选房链接', en: 'Links were handed out to buyers' } },
  'inventory.revokeLinks': { label: { zh: '停用买家选房链接', en: 'Buyers’ links were ended' } },
  'inventory.closeLaunch': { label: { zh: '结束开盘', en: 'A launch was closed' } },
  'inventory.makeSlip': { label: { zh: '开退货单', en: 'A return slip was made out' } },
  'inventory.slipDecided': { label: { zh: '退货单审批结果', en: 'A return slip was approved or refused' } },
  'inventory.askSlip': { label: { zh: '退货差异请示', en: 'The store asked about a difference' } },
} satisfies Readonly<Record<string, Act>>;
