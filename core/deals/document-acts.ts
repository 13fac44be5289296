/** What happens to the texts of papers, as the journal names it. */
import type { Act } from '../kernel/kind.ts';

export const documentActs = {
  'deals.saveTemplate': { label: { zh: '保存合同范本', en: 'A contract text is saved' } },
  'deals.retireTemplate': { label: { zh: '停用合同范本', en: 'A contract text is retired' } },
  'deals.makeFinal': { label: { zh: '文件定稿', en: 'A paper is made final' } },
  'deals.voidDocument': { label: { zh: '作废定稿文件', en: 'A final paper is voided' } },
  'deals.exportRegister': { label: { zh: '导出成交登记表', en: 'A register of deals is exported' } },
  'deals.printDocument': { label: { zh: '打印成交文件', en: 'A paper of a deal is printed' } },
} satisfies Readonly<Record<string, Act>>;
