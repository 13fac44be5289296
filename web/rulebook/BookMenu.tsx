/** The rarer things one does with a rulebook: compare, print, sign-off, take it along as a file, bring one in. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourceFilePath } from '#contract/rulebook-sign-off.ts';
import { usePermission } from '../shell/session.tsx';
import { fileHref } from './files.ts';
import { MoreMenu } from './MoreMenu.tsx';
import type { Book } from './shapes.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

export function BookMenu({ book }: { book: Book }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [imports, setImports] = useState(false);
  const drafts = usePermission('rulebook.draft') !== null;
  const sign = usePermission('rulebook.sign');
  const { number } = book.version;
  const go =
    (to: string, search = {}) =>
    () =>
      void navigate({ to: to as never, search: search as never });
  const former = book.versions.find((version) => version.number < number && version.standing !== 'withdrawn');
  const compared = { from: String(former?.number ?? number), to: String(number) };
  const items = [
    { key: 'compare', label: t('rulebook.compare'), onClick: go(`/rulebooks/${book.id}/compare`, compared) },
    { key: 'print', label: t('rulebook.print'), onClick: go(`/rulebooks/${book.id}/print`, { number }) },
    ...(sign ? [{ key: 'sign', label: t('rulebook.sign.read'), onClick: go(`/rulebooks/${book.id}/sign`) }] : []),
    ...(sign && sign !== 'self'
      ? [{ key: 'signatures', label: t('rulebook.signatures'), onClick: go(`/rulebooks/${book.id}/signatures`) }]
      : []),
    {
      key: 'file',
      label: t('rulebook.export'),
      file: fileHref(sourceFilePath, { rulebookId: book.id }, `?number=${number}`),
    },
    ...(drafts ? [{ key: 'import', label: t('rulebook.import.asDraft'), onClick: () => setImports(true) }] : []),
  ];
  return (
    <>
      <MoreMenu items={items} />
      <Suspense>{imports ? <ImportDialog book={book} onClose={() => setImports(false)} /> : null}</Suspense>
    </>
  );
}
