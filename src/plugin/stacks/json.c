/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/stacks/stacks.json: all of plugins/stacks in one record. */
#include "plugin/stacks/stacks.h"

static void json_chains(struct emit *e, const struct stack_report *r)
{
	json_open(e, "stacks", '[');
	for (size_t i = 0; i < r->chain_count; i++) {
		const struct chain *c = &r->chains[i];

		json_open(e, NULL, '{');
		json_num(e, "id", (long)i);
		json_num(e, "tasks", (long)c->tasks);
		json_str(e, "unwound_by", c->method);
		if (c->trouble)
			remark(e, "a stack is not whole: %s", c->trouble);
		json_str(e, "broken_off", c->trouble);
		json_str(e, "empty_because", c->empty_why);
		json_frames(e, "frames", c->frames, c->count);
		json_close(e);
	}
	json_close(e);
}

static void json_wait(struct emit *e, const struct stack_report *r, const struct task_entry *t)
{
	if (t->wait.kind == WAIT_NONE)
		return;
	json_open(e, "waits_for", '{');
	json_str(e, "kind", wait_kind_name(t->wait.kind));
	if (t->wait.object)
		json_hex(e, "address", t->wait.object);
	json_str(e, "what", wait_text(e, &t->wait));
	if (t->owner >= 0) {
		json_num(e, "owner_pid", r->tasks[t->owner].pid);
		json_str(e, "owner_comm", r->tasks[t->owner].comm);
		json_bool(e, "owner_certain", !t->wait.owner_is_hint);
	}
	if (t->wait.owner_ended)
		json_bool(e, "owner_ended", true);
	if (t->cycle >= 0)
		json_num(e, "deadlock", t->cycle + 1);
	json_close(e);
}

static void json_tasks(struct emit *e, const struct stack_report *r)
{
	json_open(e, "tasks", '[');
	for (size_t i = 0; i < r->task_count; i++) {
		const struct task_entry *t = &r->tasks[i];

		json_open(e, NULL, '{');
		json_hex(e, "task", t->task.addr);
		if (t->pid >= 0) {
			json_num(e, "pid", t->pid);
			json_num(e, "tgid", t->tgid);
			json_str(e, "comm", t->comm);
			json_str(e, "state", file_printf(e, "%c", t->state));
		}
		json_num(e, "stack", (long)t->chain);
		if (t->cpu >= 0)
			json_num(e, "cpu", t->cpu);
		else
			json_num(e, "ns_since_it_ran", (long)t->since);
		json_wait(e, r, t);
		json_close(e);
	}
	json_close(e);
}

EMITTER(stacks_json)
{
	const struct stack_report *r = stack_report(e);

	json_open(e, NULL, '{');
	json_num(e, "deadlocks", r->cycle_count);
	if (panicking_cpu(e) >= 0)
		json_num(e, "panicking_cpu", panicking_cpu(e));
	json_tasks(e, r);
	json_chains(e, r);
	json_close(e);
}
