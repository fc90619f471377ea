/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/panic/panic.json: the record that summary.txt is a summary of. */
#include "plugin/panic/panic.h"

static void json_taints(struct emit *e)
{
	uint64_t mask = (uint64_t)val(sym(e, "tainted_mask", "unsigned long"));

	json_str(e, "taint_letters", taint_letters(e, mask, false));
	json_open(e, "taints", '[');
	for (size_t bit = 0; bit < 64; bit++)
		if (mask >> bit & 1)
			json_str(e, NULL, taint_meaning(bit));
	json_close(e);
	json_open(e, "modules", '[');
	EACH(module, modules(e))
		json_str(e, NULL, file_printf(e, "%s%s", str(module, "name"), module_taints(module)));
	json_close(e);
}

static void json_registers(struct emit *e, const struct panic_report *r)
{
	json_bool(e, "registers_at_fault", r->has_fault_regs);
	json_open(e, "registers", '{');
	for (size_t i = 0; i < r->register_count; i++) {
		json_open(e, r->registers[i].name, '{');
		json_hex(e, "value", r->registers[i].value);
		json_str(e, "points_at", describe_address(e, r->registers[i].value));
		json_close(e);
	}
	json_close(e);
	json_str(e, "code", code_bytes(e, r));
}

static void json_operands(struct emit *e, const struct panic_report *r)
{
	struct operand operands[OPERANDS_MAX];
	uint64_t address[OPERANDS_MAX];
	size_t n = fault_operands(e, r, operands, address);

	json_open(e, "operands", '[');
	for (size_t i = 0; i < n; i++) {
		json_open(e, NULL, '{');
		json_str(e, "operand", operand_text(e, &operands[i]));
		json_hex(e, "address", address[i]);
		json_close(e);
	}
	json_close(e);
}

static void json_chain(struct emit *e, const struct panic_report *r)
{
	json_frames(e, "call_chain", r->chain ? r->chain->frames : NULL, r->chain ? r->chain->count : 0);
	if (r->chain && r->chain->trouble)
		remark(e, "a stack is not whole: %s", r->chain->trouble);
	json_str(e, "chain_broken_off", r->chain ? r->chain->trouble : NULL);
	json_open(e, "trace_in_log", '[');
	for (size_t i = 0; i < r->trace_count; i++)
		json_str(e, NULL, r->trace[i]);
	json_close(e);
	json_bool(e, "trace_agrees", r->trace_agrees);
}

static void json_suspects(struct emit *e, const struct panic_report *r)
{
	json_open(e, "look_at", '[');
	for (size_t i = 0; i < r->suspect_count; i++) {
		const struct suspect *s = &r->suspects[i];

		json_open(e, NULL, '{');
		if (s->comm) {
			json_num(e, "pid", s->pid);
			json_str(e, "comm", s->comm);
		}
		if (s->cpu >= 0)
			json_num(e, "cpu", s->cpu);
		json_str(e, "function", s->function);
		json_str(e, "called_by", s->caller);
		json_str(e, "why", s->why);
		json_close(e);
	}
	json_close(e);
}

static void json_earlier(struct emit *e, const struct panic_report *r)
{
	json_open(e, "earlier", '[');
	for (size_t i = 0; i < r->earlier_count; i++) {
		json_open(e, NULL, '{');
		json_str(e, "class", crash_class_name(r->earlier[i].class));
		json_str(e, "line", r->earlier[i].text);
		json_str(e, "message", r->earlier[i].message);
		json_str(e, "function", r->earlier[i].function);
		json_str(e, "called_by", r->earlier[i].caller);
		json_num(e, "count", (long)r->earlier[i].more + 1);
		json_close(e);
	}
	json_close(e);
}

EMITTER(panic_json)
{
	const struct panic_report *r = panic_report(e);

	json_open(e, NULL, '{');
	json_str(e, "class", crash_class_name(r->class));
	json_str(e, "class_by_log", crash_class_name(r->class_by_log));
	json_str(e, "class_by_stack", crash_class_name(r->class_by_chain));
	json_str(e, "reason", r->reason);
	json_str(e, "message", r->message);
	json_str(e, "panic", r->panic_text);
	if (r->task) {
		json_num(e, "cpu", r->cpu);
		json_num(e, "pid", r->task->pid);
		json_str(e, "comm", r->task->comm);
		json_str(e, "context", fault_context(r));
		json_str(e, "function", r->chain->count ? frame_symbol(e, &r->chain->frames[r->fault]) : NULL);
	}
	json_suspects(e, r);
	json_earlier(e, r);
	json_taints(e);
	json_registers(e, r);
	json_operands(e, r);
	json_chain(e, r);
	json_close(e);
}
