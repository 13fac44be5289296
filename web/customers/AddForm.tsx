/** A small button beside the heading that opens a form; saved, it closes. */
import { Button, Form, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showDone, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import type { File } from './words.tsx';

interface AddFormProps<Values> {
  readonly file: File;
  readonly title: string;
  readonly initialValues?: Partial<Values>;
  readonly save: (values: Values) => Promise<unknown>;
  readonly children: ReactNode;
  /** Allowed by a right of its own, not by that to change the file. */
  readonly mayAdd?: boolean;
}

export function AddForm<Values extends object>(props: AddFormProps<Values>) {
  const { file, title, initialValues, save, children, mayAdd = false } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const submit = async (values: Values): Promise<void> => {
    setSaving(true);
    try {
      await save(values);
      showDone(t('customers.saved'));
      setOpen(false);
    } catch (error) {
      showError(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <ActionButton
        size="small"
        label={t('customers.add')}
        disabledReason={mayAdd ? null : file.whyNot.edit}
        onClick={() => setOpen(true)}
      />
      <Modal open={isOpen} title={title} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <Form<Values>
          layout="vertical"
          initialValues={initialValues as never}
          onFinish={(values) => void submit(values)}
        >
          {children}
          <Button type="primary" htmlType="submit" loading={isSaving}>
            {t('customers.save')}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
