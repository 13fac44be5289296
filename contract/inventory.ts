/** Units on the wire: rooms, vehicles and other stock, price lists, holds, the sales-control board, launch day. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const inventoryPermissions = permissions({
  'inventory.read': {
    zh: '查看房源、库存与销控',
    en: 'See units and the sales-control board',
    scopes: ['site', 'company'],
  },
  'inventory.soldPrices': {
    zh: '查看已售单位的成交价',
    en: 'See the prices of sold units',
    scopes: ['site', 'company'],
  },
  'inventory.transit': { zh: '查看在途库存', en: 'See stock in transit', scopes: ['site', 'company'] },
  'inventory.hold': {
    zh: '保留房源、车辆',
    en: 'Hold units for a customer',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'inventory.control': {
    zh: '销控：封存、放开、改派与开盘',
    en: 'Control sales: withhold, release, pass on, launch',
    scopes: ['site', 'company'],
  },
  'inventory.edit': { zh: '维护单位资料与导入库存', en: 'Keep units and import stock', scopes: ['site', 'company'] },
  'inventory.price': { zh: '编制价目表', en: 'Draw up price lists', scopes: ['site', 'company'] },
});

export const inventoryRefusals = refusals({});

export const inventory = {} as const;
