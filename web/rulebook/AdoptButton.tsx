/** Lets the site one is looking at go by this rulebook, from now on. */
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission, useSiteOrNull } from '../shell/session.tsx';

export function AdoptButton({ book }: { book: ResponseOf<typeof rulebook.document> }) {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const may = usePermission('rulebook.adopt');
  const adopt = useApiCommand(rulebook.adopt);
  if (!site || !may) return null;
  const goesByIt = book.sites.some(({ id }) => id === site.id);
  const onClick = async (): Promise<void> => {
    const words = { site: site.name, title: book.meta.title };
    if (!(await askConfirm({ title: t('rulebook.adopt.title', words), text: t('rulebook.adopt.text') }))) return;
    await adopt.mutateAsync({ params: { siteId: site.id }, body: { rulebookId: book.id } });
    showDone(t('rulebook.adopt.done', words));
  };
  return (
    <ActionButton
      label={t('rulebook.adopt')}
      disabledReason={goesByIt ? t('rulebook.adopt.already', { site: site.name }) : null}
      onClick={onClick}
    />
  );
}
