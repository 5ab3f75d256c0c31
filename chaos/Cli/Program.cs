// filled in below
return 0;
