import { Checkbox, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Role, roleSchema } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { LoadingRows } from '../../components/loading-rows.tsx';

/** The roles with what each may do; a person can have several. */
export function RolePicker({
  value,
  onChange,
  columns = 1,
}: {
  value: Role[];
  onChange: (roles: Role[]) => void;
  columns?: 1 | 2;
}) {
  const roles = useQuery(api.people.roles.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }));
  if (roles.data === undefined) return <LoadingRows rows={7} height={40} label="Reading the roles" />;
  return (
    <Checkbox.Group
      label="Roles"
      description="What a person may see and do is the sum of their roles."
      value={value}
      onChange={(chosen) => onChange(chosen.map((role) => roleSchema.parse(role)))}
    >
      <SimpleGrid cols={columns} verticalSpacing="sm" mt="sm">
        {roles.data.map(({ id, title, description }) => (
          <Checkbox key={id} value={id} label={title} description={description} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
