/** What may be done with a deal now. The buttons ask the same rules as the commands: what cannot be done says why. */
import { Button, Dropdown } from 'antd';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import type { DealAction } from '#contract/deals-shapes.ts';
import { askConfirm, askReason, showDone, showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { dangerous, nextActions, otherActions } from './actions.ts';
import { Section } from './Section.tsx';
import type { DealOut } from './words.ts';

export interface DealDialogProps {
  readonly deal: DealOut;
  readonly onClose: () => void;
}
type Dialog = LazyExoticComponent<ComponentType<DealDialogProps>>;
const subscribe = (name: 'SubmitDialog' | 'EditDialog' | 'TermsDialog' | 'SmallDepositDialog'): Dialog =>
  lazy(async () => ({ default: (await import('./SubscribeDialogs.tsx'))[name] }));
const change = (name: 'ChangeTermsDialog' | 'ChangeUnitDialog' | 'ChangeNameDialog' | 'CoverDialog'): Dialog =>
  lazy(async () => ({ default: (await import('./ChangeDialogs.tsx'))[name] }));
const contract = (name: 'FillDialog' | 'CheckDialog' | 'CorrectDialog' | 'SignDialog' | 'SupplementDialog'): Dialog =>
  lazy(async () => ({ default: (await import('./ContractDialogs.tsx'))[name] }));
const exit = (name: 'WithdrawDialog' | 'CompleteDialog' | 'BreachDialog' | 'CreditDialog' | 'AllocateDialog'): Dialog =>
  lazy(async () => ({ default: (await import('./ExitDialogs.tsx'))[name] }));

const dialogs: Partial<Record<DealAction, Dialog>> = {
  submit: subscribe('SubmitDialog'),
  edit: subscribe('EditDialog'),
  askTerms: subscribe('TermsDialog'),
  smallDeposit: subscribe('SmallDepositDialog'),
  changeTerms: change('ChangeTermsDialog'),
  changeUnit: change('ChangeUnitDialog'),
  changeName: change('ChangeNameDialog'),
  cover: change('CoverDialog'),
  fillContract: contract('FillDialog'),
  checkContract: contract('CheckDialog'),
  correct: contract('CorrectDialog'),
  sign: contract('SignDialog'),
  supplement: contract('SupplementDialog'),
  withdraw: exit('WithdrawDialog'),
  completeWithdrawal: exit('CompleteDialog'),
  settleBreach: exit('BreachDialog'),
  cancelCredit: exit('CreditDialog'),
  allocate: exit('AllocateDialog'),
  handOver: lazy(async () => ({ default: (await import('./HandOverDialog.tsx')).HandOverDialog })),
};

/** What takes no form: a question or a reason, and it is done. */
function useSimple(deal: DealOut): Partial<Record<DealAction, () => Promise<void>>> {
  const { t } = useTranslation();
  const params = { dealId: deal.id };
  const register = useApiCommand(deals.register);
  const recall = useApiCommand(deals.recall);
  const drop = useApiCommand(deals.drop);
  const review = useApiCommand(deals.reviewContract);
  const special = useApiCommand(deals.specialReview);
  const submitContract = useApiCommand(deals.submitContract);
  const confirmed = async (action: DealAction, run: () => Promise<unknown>): Promise<void> => {
    if (!(await askConfirm({ title: t(`deals.action.${action}`), text: t(`deals.action.${action}.text`) }))) return;
    await run();
    showDone(t(`deals.action.${action}.done`));
  };
  const matter = deal.withdrawal
    ? 'withdrawal'
    : deal.changes.some((one) => one.state === 'pending')
      ? 'change'
      : deal.state === 'subscribing'
        ? 'subscription'
        : deal.state === 'contracting'
          ? 'contract'
          : 'special_contract';
  return {
    register: () => confirmed('register', () => register.mutateAsync({ params })),
    reviewContract: () => confirmed('reviewContract', () => review.mutateAsync({ params })),
    specialReview: () => confirmed('specialReview', () => special.mutateAsync({ params })),
    submitContract: () => confirmed('submitContract', () => submitContract.mutateAsync({ params })),
    recall: async () => {
      const reason = await askReason({ title: t('deals.action.recall'), required: true });
      if (!reason) return;
      await recall.mutateAsync({ params, body: { matter, reason } });
      showDone(t('deals.action.recall.done'));
    },
    drop: async () => {
      const reason = await askReason({ title: t('deals.action.drop'), required: true, danger: true });
      if (!reason) return;
      await drop.mutateAsync({ params, body: { reason } });
      showDone(t('deals.action.drop.done'));
    },
  };
}

function useActions(deal: DealOut) {
  const [open, setOpen] = useState<DealAction | null>(null);
  const simple = useSimple(deal);
  const Dialog = open ? dialogs[open] : undefined;
  return {
    run: (action: DealAction) => (dialogs[action] ? setOpen(action) : simple[action]?.()),
    dialog: Dialog ? (
      <Suspense fallback={null}>
        <Dialog deal={deal} onClose={() => setOpen(null)} />
      </Suspense>
    ) : null,
  };
}

export function NextActions({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const { run, dialog } = useActions(deal);
  const actions = nextActions(deal).filter((action) => deal.whyNot[action]?.code !== 'NOT_ALLOWED');
  if (actions.length === 0) return null;
  const first = actions.find((action) => deal.whyNot[action] === null);
  const blocked = actions.find((action) => deal.whyNot[action] !== null);
  const reason = blocked ? deal.whyNot[blocked] : null;
  return (
    <Section title={t('deals.next')}>
      <div className="deal-next">
        {actions.map((action) => (
          <ActionButton
            key={action}
            type={action === first ? 'primary' : 'default'}
            danger={dangerous.has(action)}
            label={t(`deals.action.${action}`)}
            disabledReason={deal.whyNot[action]}
            onClick={() => run(action)}
          />
        ))}
        {blocked && reason ? (
          <p className="muted">{t('deals.notYet', { action: t(`deals.action.${blocked}`), reason: textOf(reason) })}</p>
        ) : null}
      </div>
      {dialog}
    </Section>
  );
}

export function MoreActions({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const { run, dialog } = useActions(deal);
  const items = otherActions(deal).map((action) => {
    const whyNot = deal.whyNot[action];
    return {
      key: action,
      danger: dangerous.has(action),
      disabled: whyNot !== null,
      label: (
        <>
          {t(`deals.action.${action}`)}
          {whyNot ? <small className="muted deal-waits">{textOf(whyNot)}</small> : null}
        </>
      ),
      onClick: () => void Promise.resolve(run(action)).catch(showError),
    };
  });
  if (items.length === 0) return null;
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button>{t('deals.more')}</Button>
      </Dropdown>
      {dialog}
    </>
  );
}
