"""The demonstration as a preview for staff: what stands in the panel beside the chat, and what its buttons do."""
