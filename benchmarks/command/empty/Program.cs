// Nothing: what is left is what starting costs.
return;
