/** Saved views: choose one, keep the present filters as one, share it, remove it. */
import { Button, Checkbox, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customers, type SavedView } from '#contract/customers.ts';
import { askConfirm, showDone, showError } from '../shell/feedback.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';

type View = z.output<typeof SavedView>;
interface ViewsSelectProps {
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly onChoose: (view: View) => void;
}

export function ViewsSelect({ filters, columns, onChoose }: ViewsSelectProps) {
  const { t } = useTranslation();
  const views = useApiQuery(customers.views, {}).data?.views ?? [];
  const mayShare = usePermission('customers.shareViews') !== null;
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useApiCommand(customers.saveView);
  const removal = useApiCommand(customers.removeView);
  const keep = async (): Promise<void> => {
    try {
      await save.mutateAsync({ body: { name: name.trim(), shared, filters: { ...filters }, columns: [...columns] } });
      showDone(t('customers.views.saved'));
      setNaming(false);
    } catch (error) {
      showError(error);
    }
  };
  const remove = async (view: View): Promise<void> => {
    if (!(await askConfirm({ title: t('customers.views.remove', { name: view.name }), danger: true }))) return;
    await removal.mutateAsync({ params: { viewId: view.id } }).catch(showError);
  };
  const items = [
    ...views.map((view) => ({
      key: view.id,
      label: view.shared ? t('customers.views.shared', { name: view.name }) : view.name,
      onClick: () => onChoose(view),
    })),
    { type: 'divider' as const },
    { key: 'save', label: t('customers.views.save'), onClick: () => setNaming(true) },
    ...(views.some((view) => view.mine)
      ? [
          {
            key: 'remove',
            label: t('customers.views.removeOne'),
            children: views
              .filter((view) => view.mine)
              .map((view) => ({ key: `remove-${view.id}`, label: view.name, onClick: () => void remove(view) })),
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button>{t('customers.views')}</Button>
      </Dropdown>
      <Modal
        open={naming}
        title={t('customers.views.save')}
        onCancel={() => setNaming(false)}
        onOk={() => void keep()}
        okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
      >
        <Input
          value={name}
          maxLength={40}
          placeholder={t('customers.views.name')}
          aria-label={t('customers.views.name')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() && void keep()}
        />
        {mayShare ? (
          <Checkbox style={{ marginTop: 12 }} checked={shared} onChange={(event) => setShared(event.target.checked)}>
            {t('customers.views.share')}
          </Checkbox>
        ) : null}
      </Modal>
    </>
  );
}
