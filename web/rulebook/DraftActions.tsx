/** What can be done with a draft now; what cannot says why. */
import { Button } from 'antd';
import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { draftFilePath } from '#contract/rulebook-sign-off.ts';
import { askConfirm, showDone, showError } from '../shell/feedback.tsx';
import { formatTime } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { fileHref } from './files.ts';
import { MoreMenu } from './MoreMenu.tsx';
import type { Draft } from './shapes.ts';
import type { Writing } from './use-draft.ts';

const AskReview = lazy(async () => ({ default: (await import('./ReviewDialogs.tsx')).AskReview }));
const GiveReview = lazy(async () => ({ default: (await import('./ReviewDialogs.tsx')).GiveReview }));
const PublishDialog = lazy(async () => ({ default: (await import('./PublishDialog.tsx')).PublishDialog }));
const DetailsDialog = lazy(async () => ({ default: (await import('./DetailsDialog.tsx')).DetailsDialog }));

const BringInDialog = lazy(async () => ({ default: (await import('./BringInDialog.tsx')).BringInDialog }));

type Dialog = 'ask' | 'approve' | 'return' | 'publish' | 'details' | 'bringIn';

interface DraftActionsProps {
  readonly draft: Draft;
  readonly writing: Writing;
  readonly onSource: () => void;
}

export function DraftActions({ draft, writing, onSource }: DraftActionsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const drafts = usePermission('rulebook.draft') !== null;
  const reviews = usePermission('rulebook.review') !== null;
  const publishes = usePermission('rulebook.publish') !== null;
  const close = (): void => setDialog(null);
  const { whyNot } = draft;
  const isOpen = draft.state === 'open';
  const waits = draft.review?.verdict === 'waiting' && draft.review.fresh;
  const isApproved = draft.review?.verdict === 'approved' && draft.review.fresh;
  return (
    <>
      {drafts && isOpen ? <SavedState writing={writing} /> : null}
      {drafts && isOpen && !waits && !isApproved ? (
        <ActionButton
          label={t('rulebook.review.ask')}
          disabledReason={whyNot.askReview}
          onClick={() => setDialog('ask')}
        />
      ) : null}
      {reviews && isOpen && waits ? (
        <>
          <ActionButton
            label={t('rulebook.review.return')}
            disabledReason={whyNot.review}
            onClick={() => setDialog('return')}
          />
          <ActionButton
            type="primary"
            label={t('rulebook.review.approve')}
            disabledReason={whyNot.review}
            onClick={() => setDialog('approve')}
          />
        </>
      ) : null}
      {publishes && isOpen ? (
        <ActionButton
          type={isApproved ? 'primary' : 'default'}
          label={t('rulebook.publish')}
          disabledReason={whyNot.publish}
          onClick={() => setDialog('publish')}
        />
      ) : null}
      <DraftMenu
        draft={draft}
        onDetails={() => setDialog('details')}
        onBringIn={() => setDialog('bringIn')}
        onSource={onSource}
      />
      <Suspense>
        {dialog === 'ask' ? <AskReview draft={draft} onClose={close} /> : null}
        {dialog === 'approve' || dialog === 'return' ? (
          <GiveReview draft={draft} verdict={dialog === 'approve' ? 'approved' : 'returned'} onClose={close} />
        ) : null}
        {dialog === 'publish' ? <PublishDialog draft={draft} onClose={close} /> : null}
        {dialog === 'bringIn' ? <BringInDialog draft={draft} save={writing.save} onClose={close} /> : null}
        {dialog === 'details' ? <DetailsDialog draft={draft} save={writing.save} onClose={close} /> : null}
      </Suspense>
    </>
  );
}

function SavedState({ writing }: { writing: Writing }) {
  const { t } = useTranslation();
  const { busy, savedAt, unsaved } = writing;
  const text = busy
    ? t('rulebook.saving')
    : unsaved
      ? t('rulebook.unsaved')
      : savedAt
        ? t('rulebook.saved', { time: formatTime(savedAt) })
        : t('rulebook.autosaves');
  return (
    <span className="rule-saved">
      <span className={unsaved ? 'rule-bad' : 'muted'} role="status">
        {text}
      </span>
      <Button
        type="text"
        size="small"
        icon={<UndoOutlined />}
        aria-label={t('shell.undo')}
        title={t('rulebook.undo.hint')}
        disabled={!writing.canUndo || busy}
        onClick={() => writing.undo().catch(showError)}
      />
      <Button
        type="text"
        size="small"
        icon={<RedoOutlined />}
        aria-label={t('rulebook.redo')}
        title={t('rulebook.redo')}
        disabled={!writing.canRedo || busy}
        onClick={() => writing.redo().catch(showError)}
      />
    </span>
  );
}

interface DraftMenuProps {
  readonly draft: Draft;
  readonly onDetails: () => void;
  readonly onBringIn: () => void;
  readonly onSource: () => void;
}

function DraftMenu({ draft, onDetails, onBringIn, onSource }: DraftMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const drafts = usePermission('rulebook.draft') !== null;
  const discard = useApiCommand(authoring.discard);
  const onDiscard = async (): Promise<void> => {
    const title = t('rulebook.discard.title', { title: draft.title });
    if (!(await askConfirm({ title, text: t('rulebook.discard.text'), danger: true }))) return;
    await discard.mutateAsync({ params: { draftId: draft.id }, body: { version: draft.version } });
    showDone(t('rulebook.discard.done'));
    void navigate({ to: `/rulebooks/${draft.rulebookId}` as never });
  };
  const tries = usePermission('rulebook.try') !== null;
  const simulates = usePermission('rulebook.simulate') !== null;
  const go = (to: string, search: object) => () => void navigate({ to: to as never, search: search as never });
  const under = `draft:${draft.id}`;
  const items = [
    ...(tries
      ? [
          {
            key: 'try',
            label: t('rulebook.draft.try'),
            onClick: go('/trials', { book: draft.rulebookId, draft: draft.id }),
          },
        ]
      : []),
    ...(simulates
      ? [
          {
            key: 'simulate',
            label: t('rulebook.draft.simulate'),
            onClick: go('/simulations', { rulebookId: draft.rulebookId, under, ask: true }),
          },
        ]
      : []),
    ...(drafts && !draft.whyNot.edit
      ? [
          { key: 'details', label: t('rulebook.details'), onClick: onDetails },
          { key: 'bringIn', label: t('rulebook.bringIn'), onClick: onBringIn },
        ]
      : []),
    { key: 'source', label: t('rulebook.source'), onClick: onSource },
    { key: 'file', label: t('rulebook.export'), file: fileHref(draftFilePath, { draftId: draft.id }) },
    ...(drafts && !draft.whyNot.discard
      ? [
          {
            key: 'discard',
            label: t('rulebook.discard'),
            danger: true,
            onClick: () => void onDiscard().catch(showError),
          },
        ]
      : []),
  ];
  return <MoreMenu items={items} />;
}
